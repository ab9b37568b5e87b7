import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'
import { ROOT } from '../../src/files/root.ts'

/** A copy of the engine, to be changed and broken. */
export interface EngineCopy {
  readonly root: string
  /** Runs a command of it as npm would. */
  run(command: string, ...args: readonly string[]): Promise<Ended>
}

interface Ended {
  readonly pid: number | undefined
  readonly exitCode?: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** It goes with the test. */
export function copyEngine(): EngineCopy {
  const root = mkdtempSync(join(tmpdir(), 'live-sockets-engine-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const name of ['package.json', 'scripts', 'site', 'src', 'tsconfig.json']) {
    const isSource = (path: string) => !path.startsWith(join(ROOT, 'site/dist'))
    cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: isSource })
  }
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  const { PATH = '', HOME = '' } = process.env
  return {
    root,
    async run(command, ...args) {
      const starter = ['--enable-source-maps', join(root, 'scripts/start.js'), command]
      const options = { cwd: root, env: { PATH, HOME }, extendEnv: false, reject: false } as const
      const running = execa(process.execPath, [...starter, ...args], options)
      return { ...(await running), pid: running.pid }
    },
  }
}
