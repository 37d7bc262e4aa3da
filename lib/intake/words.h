/* Words for times, as forms and people use them, in Bokmal, Nynorsk and English. */
#ifndef SHG_INTAKE_WORDS_H
#define SHG_INTAKE_WORDS_H

#include "base/text.h"

#include <stdbool.h>

/* Adds the windows that n bytes of text mean ("mandag kveld", "Monday evening", "mon17-21") to a list; only_day (0
 * Monday to 6, or -1) is taken where the text names no day. extra holds more words for parts of a day,
 * `kveld=17:00-21:00;...`. False where the text is not understood: then nothing is added. */
bool shg_words_windows(const char *text, size_t n, int only_day, const char *extra, struct shg_buf *out);
/* The day that a word names, or -1. */
int shg_words_day(const char *word, size_t n);
/* 1 for yes, 0 for no, -1 for anything else. */
int shg_words_yes(const char *text);
/* Copies s in small letters (ASCII and the Norwegian ones), without blanks at both ends. */
void shg_words_small(struct shg_buf *out, const char *s, size_t n);

#endif
