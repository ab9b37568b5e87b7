import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser } from 'playwright-core'
import { ROOT } from '../../../src/files/root.ts'
import { launchBrowser } from '../../helpers/browser.ts'
import { installPeer } from '../site/candidates.ts'

/** What a fresh clone has, beside its packages. */
const CLONE = ['chapters', 'package.json', 'scripts', 'site', 'src', 'tsconfig.json']

/** From the command to a chapter that can be read, in a browser that is there already. */
export async function measureFirstPage(
  rounds: number,
): Promise<{ ours: number[]; peer: number[] }> {
  const browser = await launchBrowser()
  const [ours, peer]: [number[], number[]] = [[], []]
  try {
    for (let round = 0; round < rounds; round++) {
      ours.push(await measureOurs(browser))
      peer.push(await measurePeer(browser))
    }
    return { ours, peer }
  } finally {
    await browser.close()
  }
}

/** `npm start` in a clone where nothing has ever been built. */
async function measureOurs(browser: Browser): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'live-sockets-clone-'))
  const isSource = (path: string) => !path.startsWith(join(ROOT, 'site/dist'))
  for (const name of CLONE)
    cpSync(join(ROOT, name), join(root, name), { recursive: true, filter: isSource })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  try {
    return await open(browser, root, ['npm', 'start', '--', '--port', '0'])
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** `vitepress dev` with the same chapters. */
async function measurePeer(browser: Browser): Promise<number> {
  const home = installPeer('vitepress')
  for (const made of ['chapters', '.vitepress/cache'])
    rmSync(join(home, made), { recursive: true, force: true })
  mkdirSync(join(home, 'chapters'))
  for (const name of readdirSync(join(ROOT, 'chapters'))) {
    if (!name.endsWith('.md')) continue
    const text = readFileSync(join(ROOT, 'chapters', name), 'utf8')
    // What stands above a chapter is for us: its YAML is more than VitePress reads.
    writeFileSync(join(home, 'chapters', name), text.replace(/^---\n[\s\S]*?\n---\n/, ''))
  }
  return open(browser, home, ['npx', 'vitepress', 'dev', '--port', '5199'])
}

/** The chapter that is opened: one of the longest. */
const PAGE = '04-connection-life.html'

/** @returns milliseconds */
async function open(
  browser: Browser,
  cwd: string,
  [command = '', ...args]: string[],
): Promise<number> {
  const page = await browser.newPage()
  const begin = performance.now()
  const { CI: _, ...env } = process.env
  const stdio = ['ignore', 'pipe', 'inherit'] as const
  const child = spawn(command, args, { cwd, env, stdio: [...stdio], detached: true })
  try {
    await page.goto(new URL(PAGE, await readAddress(child)).href, { waitUntil: 'commit' })
    await page.locator('main h1, .vp-doc h1').first().waitFor()
    return performance.now() - begin
  } finally {
    process.kill(-(child.pid as number), 'SIGKILL')
    await page.close()
  }
}

async function readAddress({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('нет вывода')
  for await (const line of createInterface({ input: stdout })) {
    const [address] =
      /http:\/\/localhost:\d+\//.exec(line.replaceAll('\x1b[1m', '').replaceAll('\x1b[22m', '')) ??
      []
    if (address !== undefined) return address
  }
  throw new Error('сервер кончился без адреса')
}
