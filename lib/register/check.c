/* Checking: every fault and warning of formats.md, in the order in which they are told. */
#include "register/register_private.h"

enum shg_status shg_register_check(const shg_register *reg, bool warnings, shg_faults *faults) {
    (void)warnings; /* told by the rooms' later checks */
    size_t errors = shg_faults_count(faults, SHG_ERROR);
    shg_profile_check(reg, faults);
    shg_faults_sort(faults);
    return shg_faults_count(faults, SHG_ERROR) > errors ? SHG_DATA : SHG_OK;
}
