#include "report/weigh.h"

static void add_image(WeighRun *run, const WeighedImage *image)
{
    (void)image;
    buf_add(run->out, STR("\n"));
}

const WeighFormat weigh_text = {"text", NULL, add_image, NULL};
