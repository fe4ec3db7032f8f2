/* Runs a program and says on standard error, in a last line, its processor time and wall clock in
   seconds and the most bytes of memory that it held. What a large process starts is charged with
   the memory of that process; so this one stands between.

       measured PROGRAM WORD... */
#define _DEFAULT_SOURCE

#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    struct timespec start, end;
    struct rusage used;
    int status = 0;
    pid_t child;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (argc < 2 || posix_spawnp(&child, argv[1], NULL, NULL, argv + 1, environ) != 0 ||
        wait4(child, &status, 0, &used) != child)
        return 127;
    clock_gettime(CLOCK_MONOTONIC, &end);
    double wall = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
    fprintf(stderr, "\n%.6f %.6f %ld\n", seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
            wall, used.ru_maxrss * 1024);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}
