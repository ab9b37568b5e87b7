import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../../src/files/root.ts'

/** What a fresh clone has, beside its packages. */
const CLONE = ['chapters', 'package.json', 'scripts', 'site', 'src', 'tsconfig.json']

/** Does it in a clone where nothing has ever been built. */
export async function inFreshClone<T>(work: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'live-sockets-clone-'))
  const isSource = (path: string) => !path.startsWith(join(ROOT, 'site/dist'))
  for (const name of CLONE)
    cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: isSource })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  try {
    return await work(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
