/*
# gem-cache-kept

`gem install` leaves the .gem files that it unpacked.

Each gem's archive stays in the `cache` folder beside the unpacked gems.

```dockerfile bad
FROM ruby:3.3-slim
RUN gem install --no-document rake
#   ^^^ keeps its cache
```

```dockerfile good
FROM ruby:3.3-slim
RUN gem install --no-document rake && rm -rf /usr/local/bundle/cache
```

Where the gems lie depends on the image; a removal at any of the places counts.

```dockerfile good
FROM alpine:3.20
RUN apk add --no-cache ruby && gem install tides && rm -rf /usr/lib/ruby/gems/3.3.0/cache/*.gem
RUN gem install moon && rm -rf "$(gem env home)/cache"
```
*/
#include "shared/kept.h"

RULE(gem_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "gem",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "end the RUN with a removal of the gems' cache folder"},
};
