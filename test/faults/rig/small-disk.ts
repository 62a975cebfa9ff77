import { spawnSync } from 'node:child_process'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A disk of its own of so many MiB (tmpfs; only root may), that can be filled up. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  static async mount(folder: string, mebibytes: number): Promise<SmallDisk> {
    await mkdir(folder, { recursive: true, mode: 0o711 })
    run('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0711`, 'maillon-faults', folder])
    return new SmallDisk(folder)
  }

  /** Until not one more byte goes. */
  async fill(): Promise<void> {
    const file = await open(join(this.folder, 'filler'), 'a')
    try {
      for (const size of [1_048_576, 4_096]) {
        const piece = Buffer.alloc(size)
        for (let isRoom = true; isRoom;) isRoom = (await file.write(piece).catch(() => ({ bytesWritten: 0 }))).bytesWritten === size
      }
    } finally {
      await file.close()
    }
  }

  async makeRoom(): Promise<void> {
    await rm(join(this.folder, 'filler'), { force: true })
  }

  unmount(): void {
    run('umount', ['-l', this.folder])
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program}: ${stderr}`)
}
