/* What images a build took, as far as a statement in the archive tells. Private to the room. */
#pragma once

#include "image/image.h"
#include "image/manifest.h"

/* Names and digests of those that the attestations about the manifest `subject` name; without the
   tools of the build itself. */
ImagePairs provenance_images(Arena *arena, Source *source, Manifests *manifests, Str subject);
