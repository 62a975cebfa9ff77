import { execFile } from 'node:child_process'
import { chmod, copyFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const source = fileURLToPath(new URL('forgetful-disk.c', import.meta.url))

/**
 * A disk that forgets what was not flushed when the power fails, for programs that are started with its `environment`. What is on the disk lies
 * in memory, by the number of the inode.
 */
export class ForgetfulDisk {
  private constructor(private readonly folder: string) {}

  /** Null where there is no C compiler. */
  static async make(): Promise<ForgetfulDisk | null> {
    const memory = await stat('/dev/shm').then(() => '/dev/shm', () => tmpdir())
    const folder = await mkdtemp(join(memory, 'maillon-disk-'))
    // As root the database runs as another account.
    await chmod(folder, 0o777)
    const made = await promisify(execFile)('cc', ['-shared', '-fPIC', '-O2', '-o', join(folder, 'disk.so'), source, '-ldl']).then(() => true, () => false)
    if (made) return new ForgetfulDisk(folder)
    await rm(folder, { recursive: true, force: true })
    return null
  }

  get environment(): { readonly LD_PRELOAD: string; readonly FORGETFUL_DISK: string } {
    return { LD_PRELOAD: join(this.folder, 'disk.so'), FORGETFUL_DISK: this.folder }
  }

  /** What the files of a folder hold now has been flushed. Nobody may be at work in it. */
  async flushAll(folder: string): Promise<void> {
    for (const { path, inode } of await filesIn(folder)) {
      await copyFile(path, join(this.folder, inode))
      await chmod(join(this.folder, inode), 0o666)
    }
  }

  /** The power has failed: each file has what was flushed of it. Nobody may be at work any more. @returns how many files are not what they were */
  async forgetUnflushed(folder: string): Promise<number> {
    let changed = 0
    for (const { path, inode } of await filesIn(folder)) {
      const [there, flushed] = await Promise.all([readFile(path), readFile(join(this.folder, inode)).catch(() => Buffer.alloc(0))])
      if (there.equals(flushed)) continue
      changed += 1
      await writeFile(path, flushed)
    }
    return changed
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }
}

async function filesIn(folder: string): Promise<readonly { readonly path: string; readonly inode: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(entries.filter((entry) => entry.isFile()).map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    return { path, inode: String((await stat(path, { bigint: true })).ino) }
  }))
}
