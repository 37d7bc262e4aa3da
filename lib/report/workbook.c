#include "report/workbook.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { NAME_LETTERS = 31, WIDEST = 60, EXACT_DIGITS = 15, DAY_SECONDS = 86400 };

struct formats {
    lxw_format *header, *date;
};

/* ---- what a column holds ---- */

/* Names of columns whose digits are codes, not amounts. */
static bool names_code(const char *name) {
    static const char *const codes[] = {"municipality", "county", "code",       "postcode", "phone",
                                        "avoid",        "covers", "submission", "from",     "to"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i], name) == 0)
            return true;
    return false;
}

static bool is_number(const char *text, double *value) {
    const char *digits = *text == '-' ? text + 1 : text;
    bool code = digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9';
    return !code && strlen(digits) <= EXACT_DIGITS && shg_parse_decimal(text, value);
}

enum shg_sheet_type shg_sheet_type(const shg_csv *csv, size_t column) {
    bool numbers = !names_code(shg_csv_column_name(csv, column));
    bool dates = true;
    bool any = false;
    for (size_t row = 0; (numbers || dates) && row < shg_csv_rows(csv); row++) {
        const char *text = shg_csv_get(csv, row, (int)column);
        double value;
        if (*text == '\0' || strcmp(text, ":") == 0)
            continue;
        any = true;
        numbers = numbers && is_number(text, &value);
        dates = dates && shg_date_parse(text) != SHG_NO_DATE;
    }
    if (!any)
        return SHG_SHEET_TEXT;
    return dates ? SHG_SHEET_DATE : numbers ? SHG_SHEET_NUMBER : SHG_SHEET_TEXT;
}

/* ---- sheets ---- */

/* A name that Excel takes, and that no earlier sheet has (letter case does not tell sheets apart). */
static void sheet_name(struct shg_buf *out, const char *name, size_t number) {
    size_t letters = 0;
    while (*name && letters < NAME_LETTERS - 4) {
        uint32_t code = shg_utf8_next(&name);
        shg_utf8_add(out, code < 0x20 || (code < 0x80 && strchr("[]:*?/\\'", (int)code)) ? '_' : code);
        letters++;
    }
    if (letters == 0)
        shg_buf_str(out, "CSV");
    if (number > 0)
        shg_buf_printf(out, " %zu", number + 1);
}

static lxw_error put_cell(lxw_worksheet *sheet, uint32_t row, uint16_t column, const char *text,
                          enum shg_sheet_type type, const struct formats *formats) {
    double value = 0;
    if (*text == '\0')
        return LXW_NO_ERROR;
    if (type == SHG_SHEET_NUMBER && is_number(text, &value))
        return worksheet_write_number(sheet, row, column, value, NULL);
    shg_date date = type == SHG_SHEET_DATE ? shg_date_parse(text) : SHG_NO_DATE;
    if (date != SHG_NO_DATE) {
        lxw_datetime day = {.hour = 0, .min = 0, .sec = 0};
        shg_date_split(date, &day.year, &day.month, &day.day);
        return worksheet_write_datetime(sheet, row, column, &day, formats->date);
    }
    return worksheet_write_string(sheet, row, column, text, NULL);
}

static lxw_error put_column(lxw_worksheet *sheet, const shg_csv *csv, uint16_t column, const struct formats *formats) {
    enum shg_sheet_type type = shg_sheet_type(csv, column);
    const char *name = shg_csv_column_name(csv, column);
    size_t width = shg_utf8_width(name);
    lxw_error error = worksheet_write_string(sheet, 0, column, name, formats->header);
    for (size_t row = 0; error == LXW_NO_ERROR && row < shg_csv_rows(csv); row++) {
        const char *text = shg_csv_get(csv, row, column);
        size_t w = shg_utf8_width(text);
        width = w > width ? w : width;
        error = put_cell(sheet, (uint32_t)row + 1, column, text, type, formats);
    }
    double columns = (double)(width > WIDEST ? WIDEST : width) + 2;
    return error != LXW_NO_ERROR ? error : worksheet_set_column(sheet, column, column, columns, NULL);
}

static bool is_sum(const shg_csv *csv, size_t row, size_t labels) {
    bool found = false;
    for (size_t column = 0; column < labels; column++)
        found = found || strcmp(shg_csv_get(csv, row, (int)column), "all") == 0;
    return found;
}

/* Rows that a chart shows: all but sums at the end, by any of the columns that name rows. */
static size_t charted_rows(const shg_csv *csv, size_t labels) {
    size_t rows = shg_csv_rows(csv);
    while (rows > 0 && is_sum(csv, rows - 1, labels))
        rows--;
    return rows;
}

static lxw_error put_chart(lxw_workbook *book, lxw_worksheet *sheet, const char *name, const shg_csv *csv) {
    size_t column = 1;
    while (column < shg_csv_columns(csv) && shg_sheet_type(csv, column) != SHG_SHEET_NUMBER)
        column++;
    size_t rows = charted_rows(csv, column);
    if (rows == 0 || column >= shg_csv_columns(csv))
        return LXW_NO_ERROR;
    lxw_chart *chart = workbook_add_chart(book, LXW_CHART_BAR);
    lxw_chart_series *series = chart ? chart_add_series(chart, NULL, NULL) : NULL;
    if (!series)
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    uint32_t last = (uint32_t)rows;
    chart_series_set_categories(series, name, 1, 0, last, 0);
    chart_series_set_values(series, name, 1, (lxw_col_t)column, last, (lxw_col_t)column);
    chart_series_set_name(series, shg_csv_column_name(csv, column));
    chart_title_set_name(chart, shg_csv_column_name(csv, column));
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_reverse(chart->y_axis); /* the first row on top, as in the table */
    return worksheet_insert_chart(sheet, 1, (lxw_col_t)(shg_csv_columns(csv) + 1), chart);
}

static lxw_error put_sheet(lxw_workbook *book, const struct shg_sheet *what, size_t number,
                           const struct formats *formats) {
    struct shg_buf name = SHG_BUF_EMPTY;
    sheet_name(&name, what->name, number);
    lxw_worksheet *sheet = shg_buf_failed(&name) ? NULL : workbook_add_worksheet(book, name.p);
    lxw_error error = sheet ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED;
    for (size_t column = 0; error == LXW_NO_ERROR && column < shg_csv_columns(what->csv); column++)
        error = put_column(sheet, what->csv, (uint16_t)column, formats);
    if (error == LXW_NO_ERROR) {
        worksheet_freeze_panes(sheet, 1, 0);
        error = put_chart(book, sheet, name.p, what->csv);
    }
    shg_buf_free(&name);
    return error;
}

/* ---- the workbook ---- */

static enum shg_status limits(const struct shg_sheet *sheets, size_t n, shg_faults *faults) {
    for (size_t i = 0; i < n; i++) {
        struct shg_where where = {shg_csv_name(sheets[i].csv), 0, 0, 0};
        if (shg_csv_rows(sheets[i].csv) >= LXW_ROW_MAX || shg_csv_columns(sheets[i].csv) >= LXW_COL_MAX)
            return shg_fault_add(faults, SHG_ERROR, &where, NULL,
                                 "more rows or columns than a sheet can hold (%d rows, %d columns)", LXW_ROW_MAX - 1,
                                 LXW_COL_MAX - 1);
    }
    return SHG_OK;
}

enum shg_status shg_workbook_write(const char *path, const struct shg_sheet *sheets, size_t n, shg_date date,
                                   shg_faults *faults) {
    enum shg_status status = limits(sheets, n, faults);
    if (status != SHG_OK)
        return status;
    lxw_workbook *book = workbook_new(path);
    if (!book)
        return shg_fault_memory(faults);
    struct formats formats = {workbook_add_format(book), workbook_add_format(book)};
    lxw_doc_properties properties = {.created = (time_t)date * DAY_SECONDS};
    lxw_error error = formats.header && formats.date ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED;
    if (error == LXW_NO_ERROR) {
        format_set_bold(formats.header);
        format_set_bottom(formats.header, LXW_BORDER_THIN);
        format_set_num_format(formats.date, "yyyy-mm-dd");
        error = workbook_set_properties(book, &properties);
    }
    for (size_t i = 0; error == LXW_NO_ERROR && i < n; i++)
        error = put_sheet(book, &sheets[i], i, &formats);
    lxw_error closed = workbook_close(book); /* frees it, too */
    if (error == LXW_NO_ERROR)
        error = closed;
    return error == LXW_NO_ERROR ? SHG_OK : shg_fault_plain(faults, SHG_SYSTEM, "%s: %s", path, lxw_strerror(error));
}
