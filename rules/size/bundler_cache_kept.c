/*
# bundler-cache-kept

`bundle install` leaves the .gem files and git checkouts that it unpacked.

The caches of a Rails application are 50 to 200 megabytes.

```dockerfile bad
FROM ruby:3.3-slim
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install
#   ^^^^^^ keeps its cache
```

```dockerfile good
FROM ruby:3.3-slim
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install && rm -rf ~/.bundle/cache /usr/local/bundle/cache
```
*/
#include "shared/kept.h"

RULE(bundler_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "bundle",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data =
        &(const CacheKept){
            .help = "end the RUN with a removal of ~/.bundle/cache and the bundle's cache folder"},
};
