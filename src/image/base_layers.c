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

/* ---- what tells ---- */

/* How many of the layers are the base's; 0 when the rule does not know. */
typedef size_t BaseRule(const BaseQuestion *question, const Image *image);

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

static size_t by_number(const BaseQuestion *question, const Image *image)
{
    size_t count = question->query->base_layers;
    return count < image->layers.len ? count : image->layers.len;
}

static size_t by_archive(const BaseQuestion *question, const Image *image)
{
    size_t most = 0;
    for (size_t i = 0; i < question->base.len; i++) {
        size_t same = common_layers(image, &question->base.at[i]);
        most = same > most ? same : most;
    }
    return most;
}

/* What the builder names by its digest, among the images of both archives. */
static size_t by_digest(const BaseQuestion *question, const Image *image)
{
    const Images *archives[] = {question->images, &question->base};
    for (size_t a = 0; a < sizeof archives / sizeof *archives && image->base_digest.len > 0; a++)
        for (size_t i = 0; i < archives[a]->len; i++) {
            const Image *base = &archives[a]->at[i];
            size_t same = common_layers(image, base);
            if (base != image && same == base->layers.len && same < image->layers.len &&
                (str_eq(base->manifest_digest, image->base_digest) ||
                 str_eq(base->config_digest, image->base_digest)))
                return same;
        }
    return 0;
}

/* buildah names what a build began with, where it is no step of its own. */
static size_t by_comment(const BaseQuestion *question, const Image *image)
{
    (void)question;
    for (size_t i = image->history.len; i-- > 0;)
        if (history_base_name(&image->history.at[i]).len)
            return layers_before(image, &image->history.at[i]);
    return 0;
}

/* The most layers that another image of the archive begins with, too. */
static size_t by_neighbour(const BaseQuestion *question, const Image *image)
{
    size_t most = 0;
    for (size_t i = 0; i < question->images->len; i++) {
        const Image *other = &question->images->at[i];
        size_t same = other == image ? 0 : common_layers(image, other);
        most = same < image->layers.len && same > most ? same : most;
    }
    return most;
}

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

static size_t by_session(const BaseQuestion *question, const Image *image)
{
    (void)question;
    const HistoryEntries *history = &image->history;
    for (size_t i = history->len; i-- > 1;) {
        size_t below = layers_before(image, &history->at[i]);
        if (session_begins(&history->at[i - 1], &history->at[i]) && below > 0 &&
            below < image->layers.len)
            return below;
    }
    return 0;
}

static const struct {
    BaseRule *count;
    const char *sentence;
} rules[] = {
    {by_number, "as --base-layers says"},
    {by_archive, "the image of --base begins with the same layers"},
    {by_digest, "the archive holds the base that the builder named"},
    {by_comment, "the history names the base"},
    {by_neighbour, "another image of the archive begins with the same layers"},
    {by_session, "the history shows where a later build began"},
};

/* ---- the answer ---- */

Str history_base_name(const HistoryEntry *entry)
{
    static const size_t id_digits = 12;
    if (!str_starts(entry->comment, STR("FROM ")))
        return (Str){0};
    Str name = str_trim(str_tail(entry->comment, 5));
    size_t digits = 0;
    while (digits < name.len && ((name.at[digits] >= '0' && name.at[digits] <= '9') ||
                                 (name.at[digits] >= 'a' && name.at[digits] <= 'f')))
        digits++;
    return digits == name.len && digits == id_digits ? (Str){0} : name;
}

static void find_base(const BaseQuestion *question, Image *image)
{
    image->base_rule = "nothing tells which layers are the base's";
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        image->base_layers = rules[i].count(question, image);
        if (image->base_layers > 0) {
            image->base_rule = rules[i].sentence;
            return;
        }
    }
}

static Str label_of(const Image *image, Str name)
{
    for (size_t i = 0; i < image->config.labels.len; i++)
        if (str_eq(image->config.labels.at[i].name, name))
            return image->config.labels.at[i].value;
    return (Str){0};
}

static void name_base(Image *image, Str name, Str digest, const char *told)
{
    if (image->base_told || (name.len == 0 && digest.len == 0))
        return;
    image->base_name = name;
    image->base_digest = digest;
    image->base_told = told;
}

/* Of several images that a build took nobody knows which one its last stage began with. */
static void find_name(Image *image)
{
    name_base(image, image->base_name, image->base_digest, "annotation");
    name_base(image, label_of(image, STR("org.opencontainers.image.base.name")),
              label_of(image, STR("org.opencontainers.image.base.digest")), "label");
    if (image->materials.len == 1)
        name_base(image, image->materials.at[0].name, image->materials.at[0].value, "provenance");
    for (size_t i = image->history.len; i-- > 0;)
        name_base(image, history_base_name(&image->history.at[i]), (Str){0}, "history");
}

void history_find_bases(const BaseQuestion *question)
{
    for (size_t i = 0; i < question->images->len; i++) {
        find_name(&question->images->at[i]);
        find_base(question, &question->images->at[i]);
    }
}
