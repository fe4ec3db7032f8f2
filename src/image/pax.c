#include "image/pax.h"

#include <stdlib.h>

static const Str xattr_prefix = STR_INIT("SCHILY.xattr.");

bool pax_number(Str digits, int64_t *number)
{
    bool negative = digits.len > 0 && digits.at[0] == '-';
    if (negative || (digits.len > 0 && digits.at[0] == '+'))
        digits = str_tail(digits, 1);
    if (digits.len == 0)
        return false;
    uint64_t value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9' || value > (uint64_t)INT64_MAX / 10)
            return false;
        value = value * 10 + (uint64_t)(digits.at[i] - '0');
    }
    if (value > (uint64_t)INT64_MAX)
        return false;
    *number = negative ? -(int64_t)value : (int64_t)value;
    return true;
}

void pax_init(Pax *pax, Arena *arena)
{
    *pax = (Pax){0};
    buf_init(&pax->sparse_pairs, arena);
}

void pax_forget(Pax *pax)
{
    Pax empty = {.sparse_pairs = pax->sparse_pairs, .xattrs = pax->xattrs};
    buf_clear(&empty.sparse_pairs);
    empty.xattrs.len = 0;
    *pax = empty;
}

/* One record off the front of `body`. */
static bool record_cut(Str *body, PaxRecord *record)
{
    StrCut cut = str_cut(*body, ' ');
    int64_t len;
    if (!cut.found || !pax_number(cut.head, &len) || len < 5 || (uint64_t)len > body->len ||
        (size_t)len <= cut.head.len + 1 || body->at[len - 1] != '\n')
        return false;
    StrCut pair = str_cut(str_slice(*body, cut.head.len + 1, (size_t)len - 1), '=');
    *record = (PaxRecord){pair.head, pair.tail};
    *body = str_tail(*body, (size_t)len);
    return pair.found && pair.head.len > 0;
}

static bool holds_nul(Str s)
{
    return str_find_char(s, '\0') < s.len;
}

static bool is_valid(const PaxRecord *record)
{
    bool is_name = str_among(record->key, "path linkpath uname gname");
    return !holds_nul(is_name ? record->value : record->key);
}

/* Versions 0.0 of sparse files write a record for each number. */
static bool sparse_pair(Pax *pax, const PaxRecord *record, bool is_offset)
{
    if ((pax->pairs % 2 == 0) != is_offset || str_find_char(record->value, ',') < record->value.len)
        return false;
    if (pax->pairs++ > 0)
        buf_char(&pax->sparse_pairs, ',');
    buf_add(&pax->sparse_pairs, record->value);
    return true;
}

static Str *place(Pax *pax, Str key)
{
    const struct {
        Str key;
        Str *value;
    } places[] = {
        {STR("path"), &pax->path},
        {STR("linkpath"), &pax->linkpath},
        {STR("size"), &pax->size},
        {STR("uid"), &pax->uid},
        {STR("gid"), &pax->gid},
        {STR("GNU.sparse.major"), &pax->sparse_major},
        {STR("GNU.sparse.minor"), &pax->sparse_minor},
        {STR("GNU.sparse.name"), &pax->sparse_name},
        {STR("GNU.sparse.size"), &pax->sparse_size},
        {STR("GNU.sparse.realsize"), &pax->sparse_realsize},
        {STR("GNU.sparse.numblocks"), &pax->sparse_blocks},
        {STR("GNU.sparse.map"), &pax->sparse_map},
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (str_eq(places[i].key, key))
            return places[i].value;
    return NULL;
}

static bool take(Pax *pax, Arena *arena, const PaxRecord *record)
{
    if (!is_valid(record))
        return false;
    if (str_eq(record->key, STR("GNU.sparse.offset")))
        return sparse_pair(pax, record, true);
    if (str_eq(record->key, STR("GNU.sparse.numbytes")))
        return sparse_pair(pax, record, false);
    Str *value = place(pax, record->key);
    if (value)
        *value = record->value;
    bool windows = !value && str_starts(record->key, STR("MSWINDOWS."));
    pax->windows = pax->windows || windows;
    if (windows || (!value && str_starts(record->key, xattr_prefix)))
        *PUSH(arena, &pax->xattrs) = *record;
    return true;
}

Str pax_attribute(const PaxRecord *record)
{
    bool cut = str_starts(record->key, xattr_prefix);
    return str_tail(record->key, cut ? xattr_prefix.len : 0);
}

/* Of equal names the last one written comes last: it stands at the higher address. */
static int by_key(const void *a, const void *b)
{
    const PaxRecord *left = a, *right = b;
    int order = str_order(left->key, right->key);
    return order != 0 ? order : (left->key.at > right->key.at) - (left->key.at < right->key.at);
}

static void settle_xattrs(PaxRecords *xattrs)
{
    size_t kept = 0;
    if (xattrs->len > 1)
        qsort(xattrs->at, xattrs->len, sizeof *xattrs->at, by_key);
    for (size_t i = 0; i < xattrs->len; i++) {
        bool again = i + 1 < xattrs->len && str_eq(xattrs->at[i].key, xattrs->at[i + 1].key);
        if (!again && xattrs->at[i].value.len > 0)
            xattrs->at[kept++] = xattrs->at[i];
    }
    xattrs->len = kept;
}

bool pax_read(Pax *pax, Arena *arena, Str body)
{
    pax_forget(pax);
    while (body.len > 0) {
        PaxRecord record;
        if (!record_cut(&body, &record) || !take(pax, arena, &record))
            return false;
    }
    settle_xattrs(&pax->xattrs);
    if (pax->pairs > 0)
        pax->sparse_map = buf_str(&pax->sparse_pairs);
    return true;
}
