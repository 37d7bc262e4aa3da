#!/bin/sh
# The tools that write call nothing that touches the disk but what the preload of the crash tests stands before.
. "${top:?}/tests/cli/lib.sh"
command -v nm >/dev/null || skip_all "nm is not there"

# what a C library has for it; a name stands for its 64 and _chk and __NAME_2 forms too
cat >disk <<'X'
access chmod chown close closedir copy_file_range creat creat64 faccessat fallocate fchmod fchmodat fchown fchownat
fdatasync fdopen fdopendir flock fopen fopen64 freopen fstat fstatat fsync ftruncate ftw futimens getdents lchown link
linkat lockf lseek lstat mkdir mkdirat mkdtemp mkfifo mknod mkostemp mkstemp mmap msync nftw open open64 openat openat64
opendir posix_fadvise posix_fallocate pread pread64 preadv pwrite pwrite64 pwritev read readdir readdir64 readlink
readlinkat readv realpath remove rename renameat renameat2 rmdir scandir sendfile splice stat statx statvfs symlink
symlinkat sync sync_file_range syncfs syscall tmpfile tmpnam truncate unlink unlinkat utime utimensat utimes write writev
X
tr ' ' '\n' <disk | grep . | sort >touches
names() { # of dynamic symbols, without their versions
    nm -D "$@" | awk '{ sub(/@.*/, "", $NF); print $NF }' | sort -u
}
names --defined-only "$B/tests/fault/disk.so" >stands-before
for tool in shg-init shg-add shg-set shg-record shg-forget; do
    names --undefined-only "$B/bin/$tool" >calls
    sed 's/^__//; s/_chk$//; s/_2$//; s/64$//' calls | sort -u | comm -12 - touches >wants
    # each under the very name it has in the tool
    while read -r name; do
        grep -xE "(__)?$name(64)?(_chk|_2)?" calls
    done <wants | sort -u | comm -23 - stands-before >missing
    ok "$tool touches the disk" test -s wants
    ok "$tool: nothing is missed" sh -c 'cat missing; [ ! -s missing ]'
done
finish
