/*
# composer-cache-kept

`composer install` leaves every package that it downloaded in its cache.

`~/.composer/cache` (or `~/.cache/composer`) holds each archive beside the unpacked `vendor`.

```dockerfile bad
FROM composer:2
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev
#   ^^^^^^^^ keeps its cache
```

```dockerfile good
FROM composer:2
WORKDIR /app
COPY composer.json composer.lock ./
RUN composer install --no-dev && composer clear-cache
```
*/
#include "shared/kept.h"

RULE(composer_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "composer",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "end the RUN with: composer clear-cache",
                               .cleanup = "clear-cache"},
};
