/*
 * Loaded into every process of a Postgres: a disk with a cache that a power cut empties.
 *
 * What a file has when it is flushed (fsync, fdatasync) is copied to FORGETFUL_DISK under the number of its inode: that is what the disk holds.
 * Everything written since is only in the cache. Names are on the disk at once, as with a file system that journals names and not data: a new
 * file that was never flushed is there, and empty. (Names that vanish with the power are not shown by this.)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK 65536

static void place_of(ino_t inode, char *place, size_t size) {
  const char *disk = getenv("FORGETFUL_DISK");
  snprintf(place, size, "%s/%llu", disk == NULL ? "" : disk, (unsigned long long) inode);
}

/* Only what differs is written: a segment of the log has 16 MB, of which a commit changes a few KB. */
static int flush_to_disk(int fd) {
  struct stat file;
  char place[4096], self[64];
  static char now[BLOCK], then[BLOCK];
  if (fstat(fd, &file) != 0 || !S_ISREG(file.st_mode) || file.st_nlink == 0) return 0;
  place_of(file.st_ino, place, sizeof place);
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  int in = open(self, O_RDONLY | O_CLOEXEC);
  int out = open(place, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int failed = in < 0 || out < 0;
  for (off_t at = 0; !failed && at < file.st_size; at += BLOCK) {
    ssize_t many = pread(in, now, BLOCK, at);
    if (many <= 0) { failed = many < 0; break; }
    ssize_t known = pread(out, then, BLOCK, at);
    if (known != many || memcmp(now, then, (size_t) many) != 0) failed = pwrite(out, now, (size_t) many, at) != many;
  }
  if (!failed) failed = ftruncate(out, file.st_size) != 0;
  if (in >= 0) close(in);
  if (out >= 0) close(out);
  return failed ? -1 : 0;
}

int fsync(int fd) { return flush_to_disk(fd); }
int fdatasync(int fd) { return flush_to_disk(fd); }

/* The number of a file that is gone is given to another one. */
static void forget(const char *path) {
  struct stat file;
  char place[4096];
  if (lstat(path, &file) != 0 || !S_ISREG(file.st_mode) || file.st_nlink > 1) return;
  place_of(file.st_ino, place, sizeof place);
  int (*really)(const char *) = (int (*)(const char *)) dlsym(RTLD_NEXT, "unlink");
  really(place);
}

int unlink(const char *path) {
  int (*really)(const char *) = (int (*)(const char *)) dlsym(RTLD_NEXT, "unlink");
  forget(path);
  return really(path);
}

int rename(const char *from, const char *to) {
  int (*really)(const char *, const char *) = (int (*)(const char *, const char *)) dlsym(RTLD_NEXT, "rename");
  forget(to);
  return really(from, to);
}
