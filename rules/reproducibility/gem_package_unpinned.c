/*
# gem-package-unpinned

`gem install` of a gem without a version brings whatever is the newest on that day.

```dockerfile bad
FROM ruby:3.3-slim
RUN gem install rails
#               ^^^^^ rails has no version
```

```dockerfile bad
FROM ruby:3.3-slim
RUN gem install bundler:2.5.11 rake puma
#                              ^^^^ rake and 1 more have no version
```

```dockerfile bad
FROM ruby:3.3-slim
RUN gem install --no-document rake
#                             ^^^^ rake has no version
```

```dockerfile good
FROM ruby:3.3-slim
RUN gem install rails:7.1.3 rake:13.2.1
RUN gem install rails -v 7.1.3 && gem install --version '~> 13.0' rake
RUN gem install ./tide-1.2.gem && gem update --system
```
*/
#include "shared/unpinned.h"

RULE(gem_package_unpinned) = {
    .aka = "DL3028",
    .severity = SEV_WARNING,
    .builder_too = true,
    .command = "gem install|gem i",
    .each_command = unpinned_packages,
};
