/*
# conda-cache-kept

`conda install` leaves package archives and their unpacked copies.

About half of an image can be the package cache: one has gone from 8.3 to 5.8 GB. `conda clean -afy`
in the same RUN takes it away; mamba and micromamba have the same verb.

```dockerfile bad
FROM continuumio/miniconda3
RUN conda install -y numpy
#   ^^^^^ keeps its cache
```

```dockerfile bad
FROM mambaorg/micromamba
RUN micromamba install -y numpy
#   ^^^^^^^^^^ keeps its cache
```

```dockerfile good
FROM continuumio/miniconda3
RUN conda install -y numpy && conda clean -afy
```
*/
#include "shared/kept.h"

RULE(conda_cache_kept) = {
    .severity = SEV_WARNING,
    .manager = "conda mamba micromamba",
    .each_command = cache_kept,
    .state_size = sizeof(CacheKeptState),
    .data = &(const CacheKept){.help = "end the RUN with: conda clean -afy",
                               .cleanup = "clean -afy"},
};
