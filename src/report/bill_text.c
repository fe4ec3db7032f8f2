/* A Dockerfile as a bill. */
#include "base/utf8.h"
#include "report/bill.h"
#include "report/table.h"

typedef struct {
    WeighRun *run;
    const WeighedImage *image;
    const WeighBill *bill;
    TableRows table;
    uint64_t most;
} Text;

static Str bytes_or_dash(const Text *text, bool known, uint64_t count)
{
    return known ? weigh_bytes_of(text->run, count) : STR("-");
}

/* ---- by instruction ---- */

/* What stands there, without the continuations and the comments between them. */
static Str said_by(const Text *text, Span span)
{
    Str rest = source_slice(text->bill->file, span);
    Buf line;
    buf_init(&line, text->run->scratch);
    while (rest.len > 0 && line.len < 400) {
        StrCut cut = str_cut(rest, '\n');
        Str part = str_trim(cut.head);
        rest = cut.tail;
        if (line.len > 0 && str_starts(part, STR("#")))
            continue;
        if (part.len > 0 && (part.at[part.len - 1] == '\\' || part.at[part.len - 1] == '`'))
            part.len--;
        buf_add(&line, part);
        buf_char(&line, ' ');
    }
    return str_trim(buf_str(&line));
}

static bool is_shared(const Text *text, size_t layer)
{
    const LedgerLines *lines = &text->bill->ledger->lines;
    for (size_t i = 0; i < lines->len; i++)
        if (lines->at[i].shared && lines->at[i].layer == layer)
            return true;
    return false;
}

static Str layer_text(const Text *text, const BillRow *row)
{
    Arena *arena = text->run->scratch;
    Buf buf;
    buf_init(&buf, arena);
    if (is_shared(text, row->layer))
        buf_fmt(&buf, "rest of layer %zu", row->layer);
    else
        buf_fmt(&buf, "%s, layer %zu: %.*s", row->kind == BILL_BASE ? "base" : "no line",
                row->layer, STR_ARG(weigh_maker(arena, text->image, row->layer)));
    return buf_str(&buf);
}

static Str row_text(const Text *text, const BillRow *row)
{
    static const char *const states[] = {
        [LINE_SAME] = "",
        [LINE_CHANGED] = "(changed since) ",
        [LINE_MISSING] = "(not in this image) ",
        [LINE_SILENT] = "",
    };
    if (!row->line)
        return layer_text(text, row);
    return str_joined(text->run->scratch, str_from(states[row->line->state]),
                      said_by(text, row->line->step->written->span));
}

static TableRow heading(const char *of)
{
    return (TableRow){
        .cells = {str_from(of), STR("wire"), STR("content"), STR("dead"), STR("kills")},
        .text = STR("instruction")};
}

static void add_parts(Text *text, const BillRow *row)
{
    for (size_t i = 0; row->parts.len > 1 && i < row->parts.len; i++) {
        const BillPart *part = &row->parts.at[i];
        Str what = part->command ? said_by(text, part->command->span) : STR("not attributed");
        *PUSH(text->run->scratch, &text->table) =
            (TableRow){.cells = {[2] = bytes_or_dash(text, true, part->content),
                                 [3] = bytes_or_dash(text, part->dead > 0, part->dead)},
                       .text = str_joined(text->run->scratch, STR("  - "), what)};
    }
}

static void add_row(Text *text, const BillRow *row)
{
    bool layer = row->layer != LEDGER_NONE || row->content > 0;
    if (row->line && !layer && row->line->state != LINE_CHANGED && row->line->state != LINE_MISSING)
        return;
    TableRow *out = PUSH(text->run->scratch, &text->table);
    *out = (TableRow){.cells = {[1] = bytes_or_dash(text, row->has_wire, row->wire),
                                [2] = bytes_or_dash(text, layer, row->content),
                                [3] = bytes_or_dash(text, row->dead > 0, row->dead),
                                [4] = bytes_or_dash(text, row->culprit > 0, row->culprit)},
                      .bar = row->kind != BILL_BASE,
                      .most = text->most,
                      .full = row->content,
                      .dead = row->dead,
                      .text = row_text(text, row)};
    if (row->line) {
        uint32_t line = source_line(text->bill->file, row->line->step->written->span.start);
        out->cells[0] = weigh_number_of(text->run, line);
    }
    add_parts(text, row);
}

/* What the file pays for, where that is not all. */
static void add_own(Text *text)
{
    uint64_t content = 0, dead = 0, culprit = 0;
    bool base = false;
    for (size_t i = 0; i < text->bill->rows.len; i++) {
        const BillRow *row = &text->bill->rows.at[i];
        bool own = row->kind != BILL_BASE;
        base |= !own;
        content += own ? row->content : 0;
        dead += own ? row->dead : 0;
        culprit += own ? row->culprit : 0;
    }
    if (base)
        *PUSH(text->run->scratch, &text->table) =
            (TableRow){.cells = {STR("own"), STR("-"), bytes_or_dash(text, true, content),
                                 bytes_or_dash(text, dead > 0, dead),
                                 bytes_or_dash(text, culprit > 0, culprit)}};
}

static void add_total(Text *text)
{
    const ImageCost *cost = text->image->cost;
    TableRow *total = PUSH(text->run->scratch, &text->table);
    total->cells[0] = STR("total");
    total->cells[1] = bytes_or_dash(text, cost->has_wire, cost->wire);
    total->cells[2] = bytes_or_dash(text, true, cost->content);
    total->cells[3] = bytes_or_dash(text, true, cost->wasted);
}

static void add_instructions(Text *text)
{
    const BillRows *rows = &text->bill->rows;
    *PUSH(text->run->scratch, &text->table) = heading("line");
    for (size_t i = 0; i < rows->len; i++)
        if (rows->at[i].kind != BILL_BASE && rows->at[i].content > text->most)
            text->most = rows->at[i].content;
    for (size_t i = 0; i < rows->len; i++)
        add_row(text, &rows->at[i]);
    add_own(text);
    add_total(text);
}

/* ---- by something else ---- */

typedef struct {
    Str name;
    uint64_t content, dead;
} Share;

typedef struct {
    Share *at;
    size_t len, cap;
} Shares;

static Str stage_name(const Text *text, const Stage *stage)
{
    Buf buf;
    buf_init(&buf, text->run->scratch);
    buf_fmt(&buf, "stage %zu: %.*s", stage->index,
            STR_ARG(said_by(text, stage->from->written->span)));
    return buf_str(&buf);
}

static Str share_name(const Text *text, const BillRow *row, const Command *command)
{
    if (!row->line)
        return row->kind == BILL_BASE ? STR("base") : STR("no line");
    if (text->bill->by == BILL_BY_STAGE)
        return stage_name(text, row->line->step->stage);
    if (text->bill->by == BILL_BY_COMMAND)
        return said_by(text, command ? command->span : row->line->step->written->span);
    return command && command->manager ? command->manager->family : STR("no package manager");
}

static void add_share(Text *text, Shares *shares, Str name, uint64_t content, uint64_t dead)
{
    size_t at = 0;
    while (at < shares->len && !str_eq(shares->at[at].name, name))
        at++;
    if (at == shares->len)
        *PUSH(text->run->scratch, shares) = (Share){name, 0, 0};
    shares->at[at].content += content;
    shares->at[at].dead += dead;
}

static void sort_shares(Shares *shares)
{
    for (size_t i = 1; i < shares->len; i++) {
        Share share = shares->at[i];
        size_t at = i;
        for (; at > 0 && shares->at[at - 1].content < share.content; at--)
            shares->at[at] = shares->at[at - 1];
        shares->at[at] = share;
    }
}

static void add_shares(Text *text)
{
    static const char *const heads[] = {"", "command", "stage", "manager"};
    Shares shares = {0};
    for (size_t i = 0; i < text->bill->rows.len; i++) {
        const BillRow *row = &text->bill->rows.at[i];
        if (row->parts.len == 0 && row->content > 0)
            add_share(text, &shares, share_name(text, row, NULL), row->content, row->dead);
        for (size_t j = 0; j < row->parts.len; j++)
            add_share(text, &shares, share_name(text, row, row->parts.at[j].command),
                      row->parts.at[j].content, row->parts.at[j].dead);
    }
    sort_shares(&shares);
    *PUSH(text->run->scratch, &text->table) =
        (TableRow){.cells = {[2] = STR("content"), [3] = STR("dead")},
                   .text = str_from(heads[text->bill->by])};
    for (size_t i = 0; i < shares.len; i++)
        *PUSH(text->run->scratch, &text->table) = (TableRow){
            .cells = {[2] = bytes_or_dash(text, true, shares.at[i].content),
                      [3] = bytes_or_dash(text, shares.at[i].dead > 0, shares.at[i].dead)},
            .bar = true,
            .most = shares.at[0].content,
            .full = shares.at[i].content,
            .dead = shares.at[i].dead,
            .text = shares.at[i].name};
}

/* ---- the bill ---- */

static void add_title(const Text *text)
{
    const Ledger *ledger = text->bill->ledger;
    Buf *out = text->run->out;
    buf_char(out, '\n');
    buf_visible(out, text->bill->file->name);
    if (ledger->known)
        buf_fmt(out, ": built by %s, %u %% of the lines agree with the image\n\n",
                builder_name(ledger->builder), ledger->same);
    else
        buf_fmt(
            out,
            ": this image was not built from it, as far as its history tells: %u %% of the lines "
            "agree\n",
            ledger->same);
}

void bill_text(WeighRun *run, const WeighedImage *image)
{
    Text text = {.run = run, .image = image, .bill = image->bill};
    add_title(&text);
    if (!text.bill->ledger->known)
        return;
    if (text.bill->by == BILL_BY_INSTRUCTION)
        add_instructions(&text);
    else
        add_shares(&text);
    table_print(run->out, &run->terminal, run->scratch, &text.table);
}
