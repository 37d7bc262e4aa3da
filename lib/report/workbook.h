/* Workbooks: CSV documents as the sheets of an .xlsx file (the one place where libxlsxwriter is known). */
#ifndef SHG_REPORT_WORKBOOK_H
#define SHG_REPORT_WORKBOOK_H

#include "base/date.h"
#include "base/fault.h"
#include "csv/csv.h"

struct shg_sheet {
    const char *name; /* of the sheet; what Excel forbids in it is replaced, and it is cut to 31 letters */
    const shg_csv *csv;
};

/* What a column of a document holds, judged by all of its fields. */
enum shg_sheet_type {
    SHG_SHEET_TEXT,   /* also codes: what has a leading zero, more than 15 digits, or a column's name that says code */
    SHG_SHEET_NUMBER, /* every field that is not empty is a number */
    SHG_SHEET_DATE    /* every field that is not empty is a date */
};
enum shg_sheet_type shg_sheet_type(const shg_csv *csv, size_t column);

/* Writes a workbook to path: a frozen header, column widths, and beside each table a bar chart of its first numbers by
 * its first column, where it has both. date stands as the day of its making, so that the same input gives the same
 * bytes. SHG_SYSTEM where it cannot be written. */
enum shg_status shg_workbook_write(const char *path, const struct shg_sheet *sheets, size_t n, shg_date date,
                                   shg_faults *faults);

#endif
