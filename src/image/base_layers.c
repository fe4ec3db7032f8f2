#include "image/history.h"

enum { SESSION_GAP = 3600 }; /* seconds: what was made earlier is of another build */

/* ---- times ---- */

/* `count` digits at `at`; -1 when they are none. */
static int64_t digits(Str text, size_t at, size_t count)
{
    int64_t value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.len || text.at[i] < '0' || text.at[i] > '9')
            return -1;
        value = value * 10 + (text.at[i] - '0');
    }
    return value;
}

/* Days since 1970 of a day of the Gregorian calendar. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    /* The year begins with March, so that the day that is sometimes missing is its last. */
    year -= month <= 2;
    int64_t era_year = year % 400, day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    return year / 400 * 146097 + era_year * 365 + era_year / 4 - era_year / 100 + day_of_year -
           719468;
}

/* Seconds since 1970 of "2024-05-01T10:20:30.123+02:00"; false when it is no such time. */
static bool seconds_of(Str text, int64_t *seconds)
{
    int64_t year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    int64_t hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || hour < 0 || minute < 0 || second < 0)
        return false;
    *seconds = days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
    size_t zone = 19;
    while (zone < text.len && text.at[zone] != '+' && text.at[zone] != '-')
        zone++;
    int64_t ahead = digits(text, zone + 1, 2) * 3600 + digits(text, zone + 4, 2) * 60;
    if (zone + 6 <= text.len && ahead > 0)
        *seconds -= text.at[zone] == '+' ? ahead : -ahead;
    return true;
}

/* ---- the rules ---- */

/* Whether another build went on at `entry`. */
static bool session_begins(const HistoryEntry *before, const HistoryEntry *entry)
{
    int64_t was, is;
    if (seconds_of(before->created, &was) && seconds_of(entry->created, &is) &&
        is - was > SESSION_GAP)
        return true;
    Str buildkit = STR("buildkit.");
    return str_starts(before->comment, buildkit) != str_starts(entry->comment, buildkit);
}

static size_t layers_before(const Image *image, const HistoryEntry *entry)
{
    size_t count = 0;
    for (size_t i = 0; i < image->layers.len; i++)
        count += image->layers.at[i].history && image->layers.at[i].history < entry;
    return count;
}

static size_t common_layers(const Image *a, const Image *b)
{
    size_t same = 0;
    while (same < a->layers.len && same < b->layers.len && a->layers.at[same].diff_id.len > 0 &&
           str_eq(a->layers.at[same].diff_id, b->layers.at[same].diff_id))
        same++;
    return same;
}

/* The most layers that another image of the archive begins with, too. */
static size_t shared_layers(const Image *images, size_t count, const Image *image)
{
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t same = &images[i] == image ? 0 : common_layers(image, &images[i]);
        if (same < image->layers.len && same > most)
            most = same;
    }
    return most;
}

static void find_base(Image *image, size_t shared)
{
    const HistoryEntries *history = &image->history;
    image->base_rule = "nothing tells which layers are the base's";
    if (shared > 0) {
        image->base_layers = shared;
        image->base_rule = "another image of the archive begins with the same layers";
        return;
    }
    for (size_t i = history->len; i-- > 1;) {
        if (!session_begins(&history->at[i - 1], &history->at[i]))
            continue;
        size_t below = layers_before(image, &history->at[i]);
        if (below == 0 || below == image->layers.len)
            continue;
        image->base_layers = below;
        image->base_rule = "the history shows where a later build began";
        return;
    }
}

void history_find_bases(Image *images, size_t count)
{
    for (size_t i = 0; i < count; i++)
        find_base(&images[i], shared_layers(images, count, &images[i]));
}
