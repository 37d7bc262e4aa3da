#include "base/idgate.h"

#include <stddef.h>
#include <string.h>

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* Whether d starts with a day and a month as identity numbers have them. */
static bool plausible(const char *d) {
    int day = (d[0] - '0') * 10 + (d[1] - '0');
    int month = (d[2] - '0') * 10 + (d[3] - '0');
    if (day > 40)
        day -= 40;                               /* D-number */
    static const int shifts[] = {0, 40, 65, 80}; /* the last three are synthetic */
    for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++)
        if (day >= 1 && day <= 31 && month - shifts[i] >= 1 && month - shifts[i] <= 12)
            return true;
    return false;
}

/* Digits of the number that begins at s (one blank after the sixth is passed over); *n becomes the bytes it takes.
 * Gives how many digits, at most 12. */
static int gather(const char *s, char out[12], size_t *n) {
    int count = 0;
    size_t i = 0;
    while (count < 12) {
        if (digit(s[i]))
            out[count++] = s[i++];
        else if (count == 6 && s[i] == ' ' && digit(s[i + 1]))
            i++;
        else
            break;
    }
    *n = i;
    return count;
}

bool shg_holds_identity_number(const char *text, bool phone) {
    for (const char *s = text; *s; s++) {
        if (!digit(*s) || (s > text && digit(s[-1])))
            continue;
        char d[12];
        size_t n;
        int count = gather(s, d, &n);
        bool exempt = phone && ((s > text && s[-1] == '+') || strncmp(s, "00", 2) == 0);
        if (count == 11 && plausible(d) && !exempt)
            return true;
    }
    return false;
}
