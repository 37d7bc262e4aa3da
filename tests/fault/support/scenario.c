#include "scenario.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const tables[] = {
    "people.csv",     "contacts.csv",   "starters.csv",    "venues.csv",  "themes.csv",
    "groups.csv",     "placements.csv", "meetings.csv",    "apart.csv",   "together.csv",
    "courses.csv",    "absences.csv",   "closures.csv",    "travel.csv",  "offices.csv",
    "activities.csv", "inquiries.csv",  "evaluations.csv", "history.csv", "targets.csv",
    "counts.csv",     "erasures.csv",   "published.csv",   "profile.csv", NULL};
static const char *const few[] = {"people.csv", "groups.csv", "placements.csv", "courses.csv", NULL};

#define TOOL(name) name, "-C", "register", "-d", "2026-11-23"
#define STORE "store", "--store", "register"
#define PUT(table, text) "put", table, text

#define START                                                                                                          \
    {                                                                                                                  \
        {STORE, PUT("people.csv", "id\nP1 one\n"), PUT("groups.csv", "id\nG1 one\n"),                                  \
         PUT("placements.csv", "none\n")},                                                                             \
            NULL                                                                                                       \
    }
#define LATER                                                                                                          \
    { {STORE, PUT("people.csv", "id\nP1 two\nP2 secret\n")}, NULL }

static const struct scenario all[] = {
    {.name = "store: three tables, one of them new",
     .names = few,
     .before = {START, LATER},
     .change = {{STORE, PUT("people.csv", "id\nP1 three\n"), PUT("groups.csv", "id\nG1 two\n"),
                 PUT("courses.csv", "id\n")},
                NULL}},
    {.name = "store: the first change of all",
     .names = few,
     .change = {{STORE, PUT("people.csv", "id\nP1 one\n"), PUT("groups.csv", "id\nG1 one\n")}, NULL}},
    {.name = "store: an erasure",
     .names = few,
     .before = {START, LATER},
     .change = {{STORE, PUT("people.csv", "id\nP1 two\n"), PUT("groups.csv", "id\nG1 two\n"), "forget"}, NULL},
     .forgets = true,
     .erased = "secret"},
    {.name = "store: a change after one that was stopped before its commit",
     .names = few,
     .before = {START, LATER},
     .stop = STOP_BEFORE_COMMIT,
     .change = {{STORE, PUT("people.csv", "id\nP1 three\n"), PUT("courses.csv", "id\n")}, NULL}},
    {.name = "store: a change after one that was stopped behind its commit",
     .names = few,
     .before = {START, LATER},
     .stop = STOP_AFTER_COMMIT,
     .change = {{STORE, PUT("people.csv", "id\nP1 three\n"), PUT("groups.csv", "id\nG1 two\n")}, NULL}},
    {.name = "store: an erasure after a change that was stopped behind its commit",
     .names = few,
     .before = {START, LATER},
     .stop = STOP_AFTER_COMMIT,
     .change = {{STORE, PUT("people.csv", "id\nP1 two\n"), "forget"}, NULL},
     .forgets = true,
     .erased = "secret"},
    {.name = "shg-init", .names = tables, .change = {{"shg-init", "register"}, NULL}},
    {.name = "shg-init after one that was stopped",
     .names = tables,
     .before = {{{"shg-init", "register"}, NULL}},
     .stop = STOP_BEFORE_COMMIT,
     .change = {{"shg-init", "register"}, NULL}},
    {.name = "shg-add people",
     .names = tables,
     .office = true,
     .before = {{{TOOL("shg-set"), "people", "contacted=2026-11-20", "P10000005"}, NULL}},
     .change = {{TOOL("shg-add"), "people", "status=new", "registered=2026-11-23", "municipality=3301"}, NULL}},
    {.name = "shg-add contacts -",
     .names = tables,
     .office = true,
     .change = {{TOOL("shg-add"), "contacts", "-"},
                "id,name,phone,channel\nP10000002,Dag Li,,phone\nP10000003,Eva Mo,,phone\n"}},
    {.name = "shg-set placements",
     .names = tables,
     .office = true,
     .before = {{{TOOL("shg-set"), "people", "contacted=2026-11-20", "P10000005"}, NULL}},
     .change = {{TOOL("shg-set"), "placements", "status=accepted", "P10000006/G00001"}, NULL}},
    {.name = "shg-set groups, behind a crash",
     .names = tables,
     .office = true,
     .before = {{{TOOL("shg-set"), "placements", "status=accepted", "P10000006/G00001"}, NULL}},
     .stop = STOP_AFTER_COMMIT,
     .change = {{TOOL("shg-set"), "groups", "status=ended", "reason=done", "G00001"}, NULL}},
    {.name = "shg-record plan",
     .names = tables,
     .office = true,
     .change = {{TOOL("shg-record"), "plan"},
                "group,new,venue,slot,theme,language,composition,role,person,minutes,worth\n"
                "G00001,no,V00001,mon17:00-19:00,mixed,nb,any,member,P10000005,0,100\n"}},
    {.name = "shg-record meetings",
     .names = tables,
     .office = true,
     .change = {{TOOL("shg-record"), "meetings"},
                "group,number,date,start,end,venue,starters,kind,status,revision\n"
                "G00002,1,2026-12-01,18:00,20:00,V00001,S00002,start,planned,0\n"
                "G00002,2,2026-12-08,18:00,20:00,V00001,S00002,starter,planned,0\n"}},
    {.name = "shg-forget",
     .names = tables,
     .office = true,
     .before = {{{TOOL("shg-set"), "people", "contacted=2026-11-20", "P10000001"}, NULL}},
     .change = {{TOOL("shg-forget"), "P10000001"}, NULL},
     .forgets = true,
     .erased = "P10000001"},
};

const struct scenario *scenarios(size_t *n) {
    *n = sizeof all / sizeof *all;
    return all;
}

const char *scenarios_start(int argc, char **argv) {
    static char self[4096];
    int rc = child_serve(argc, argv, few);
    if (rc >= 0)
        exit(rc);
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n < 0)
        die("this program has no path");
    self[n] = '\0';
    return self;
}

/* The words of a command as a program is given them. */
static void fill_argv(const char *argv[20], const struct command *command, const char *self) {
    static char tool[STEPS + 1][4096];
    static size_t used;
    const char *build = getenv("B");
    const char *name = command->words[0];
    char *path = tool[used++ % (STEPS + 1)];
    (void)snprintf(path, sizeof tool[0], "%s/bin/%s", build ? build : "build", name); /* cut, it is not there */
    argv[0] = strcmp(name, "store") == 0 ? self : path;
    size_t n = 1;
    for (; n < 16 && command->words[n]; n++)
        argv[n] = command->words[n];
    argv[n] = NULL;
}

static int run(const struct command *command, const char *self, const char *root, const char *fault, const char *log) {
    const char *argv[20];
    fill_argv(argv, command, self);
    struct child child = {argv, command->input, root, fault, log};
    return child_run(&child);
}

/* Kills a command where its commit is; the folder has been put back before. */
static void run_stopped(const struct stage *stage, const struct command *command, const char *self) {
    struct snapshot before;
    struct op_log log;
    char fault[32];
    snapshot_take(&before, stage->root);
    if (run(command, self, stage->root, NULL, "log") != 0)
        die("%s: its preparation fails", stage->scenario->name);
    op_log_read(&log, "log");
    long at = op_log_commit(&log) + (stage->scenario->stop == STOP_AFTER_COMMIT);
    (void)snprintf(fault, sizeof fault, "%ld:kill", at); /* fits */
    snapshot_put(&before, stage->root);
    if (run(command, self, stage->root, fault, NULL) != 128 + 9)
        die("%s: its preparation was not killed", stage->scenario->name);
    op_log_free(&log);
    snapshot_free(&before);
}

static void prepare(struct stage *stage, const char *self) {
    const struct scenario *scenario = stage->scenario;
    struct snapshot first = {0};
    if (scenario->office) {
        const char *top = getenv("top");
        char office[4096];
        (void)snprintf(office, sizeof office, "%s/tests/fault/register", top ? top : "."); /* cut, it is not there */
        snapshot_take(&first, office);
    } else
        snapshot_add(&first, ".", true, NULL, 0, (struct timespec){0, 0});
    snapshot_put(&first, stage->root);
    snapshot_free(&first);
    for (const struct command *command = scenario->before; command->words[0]; command++) {
        if (scenario->stop != STOP_NOT && !command[1].words[0])
            run_stopped(stage, command, self);
        else if (run(command, self, NULL, NULL, NULL) != 0)
            die("%s: its preparation fails", scenario->name);
    }
    snapshot_take(&stage->base, stage->root);
}

void stage_set(struct stage *stage, const struct scenario *scenario, const char *self, struct op_log *log) {
    *stage = (struct stage){.scenario = scenario};
    char here[sizeof stage->root - sizeof "/register"];
    if (!getcwd(here, sizeof here))
        die("the scratch folder has no path");
    (void)snprintf(stage->root, sizeof stage->root, "%s/register", here); /* fits */
    prepare(stage, self);
    fill_argv(stage->argv, &scenario->change, self);
    if (!view_read(&stage->old, stage->root, scenario->names))
        die("%s: cannot be read before", scenario->name);
    struct child child = {stage->argv, scenario->change.input, stage->root, NULL, "log"};
    snapshot_put(&stage->base, stage->root);
    int rc = child_run(&child);
    if (rc != 0 || !view_read(&stage->new, stage->root, scenario->names))
        die("%s: fails by itself (exit %d)", scenario->name, rc);
    if (view_same(&stage->old, &stage->new))
        die("%s: changes nothing", scenario->name);
    op_log_read(log, "log");
}

void stage_free(struct stage *stage) {
    snapshot_free(&stage->base);
    snapshot_free(&stage->old);
    snapshot_free(&stage->new);
}

int stage_run(const struct stage *stage, const char *fault, const char *log) {
    snapshot_put(&stage->base, stage->root);
    struct child child = {stage->argv, stage->scenario->change.input, stage->root, fault, log};
    return child_run(&child);
}

struct promise stage_promise(const struct stage *stage) {
    return (struct promise){.names = stage->scenario->names,
                            .old = &stage->old,
                            .new = &stage->new,
                            .may_be_old = true,
                            .may_be_new = true,
                            .forgets = stage->scenario->forgets,
                            .erased = stage->scenario->erased};
}
