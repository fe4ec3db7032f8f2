/* Images are weighed, held against a budget and told in every format: what plimsoll weigh does once
   an archive is read. The figures must add up, and what is told as JSON must be JSON. */
#pragma once

#include "base/json.h"
#include "fuzz/must.h"
#include "report/weigh.h"

static inline void check_sums(const ImageCost *cost)
{
    uint64_t dead = 0, culprit = 0, tar = 0, lost = 0, paths = 0;
    for (size_t i = 0; i < cost->layer_count; i++) {
        dead += cost->layers[i].dead;
        culprit += cost->layers[i].culprit;
        tar += cost->layers[i].tar;
        MUST(cost->layers[i].dead <= cost->layers[i].content);
    }
    for (size_t i = 0; i < cost->losses.len; i++)
        lost += cost->losses.at[i].bytes;
    for (size_t i = 0; i < cost->paths.len; i++)
        paths += cost->paths.at[i].bytes;
    MUST(tar == cost->tar && cost->content <= cost->tar);
    MUST(cost->live + cost->wasted == cost->content && cost->hidden <= cost->wasted);
    MUST(dead == cost->wasted && culprit == cost->wasted);
    MUST(lost == cost->wasted && paths == cost->wasted);
    MUST(cost->efficiency >= 0 && cost->efficiency <= 1);
}

static inline void check_same_cost(const ImageCost *one, const ImageCost *other)
{
    MUST(one->content == other->content && one->wasted == other->wasted);
    MUST(one->hidden == other->hidden && one->duplicate == other->duplicate);
    MUST(one->squashed == other->squashed && one->files == other->files);
    MUST(one->complete == other->complete && one->warnings.len == other->warnings.len);
}

static inline void relieve_nothing(void *context)
{
    (void)context;
}

static inline void tell_as(const WeighFormat *format, Buf *out, const WeighedImage *image)
{
    WeighRun run = {.out = out, .scratch = arena_open(), .version = "0", .layer = -1};
    run.relieve = relieve_nothing;
    run.terminal.width = 80;
    run.top = run.depth = 5;
    run.as = AS_DOCKER;
    buf_clear(out);
    if (format->start)
        format->start(&run);
    format->image(&run, image);
    run.images++;
    if (format->end)
        format->end(&run);
    arena_close(run.scratch);
}

static inline const ImageCost *weigh_all(Arena *arena, const Images *archive, const Image *image)
{
    static const char *const rules[] = {
        "max-wire=1kB",           "max-wasted@user=5%", "min-efficiency=0.9",
        "max-content@layer:0=9B", "forbid-path=**/a",   "max-content@path:usr/**=1kB",
        "max-wasted@layer:7=1B",
    };
    static const WeighFormat *const formats[] = {&weigh_text, &weigh_tree, &weigh_list,
                                                 &weigh_json};
    Budget budget = {0};
    Fail fail = {0};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        MUST(budget_add(arena, &budget, str_from(rules[i]), &fail));
    const ImageCost *cost = image_cost(arena, image);
    check_sums(cost);
    WeighedImage weighed = {.source = STR("a"), .archive = archive, .cost = cost};
    weighed.budget = budget_check(arena, &budget, cost, &(BudgetMeans){0});
    Buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        tell_as(formats[i], &out, &weighed);
    MUST(json_read(arena, buf_str(&out), &fail));
    return cost;
}
