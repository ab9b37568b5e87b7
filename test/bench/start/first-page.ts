import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { ROOT } from '../../../src/files/root.ts'
import { installPeer } from '../site/candidates.ts'
import { inFreshClone } from './clone.ts'
import { measureOpening } from './open.ts'

/** The chapter that is opened: one of the longest. */
const PAGE = { name: '17-process-per-client.html', shown: 'main h1, .vp-doc h1' }

/** `npm start` in a fresh clone, to a chapter that can be read; milliseconds. */
export function measureOurs(browser: Browser): Promise<number> {
  return inFreshClone((cwd) =>
    measureOpening(browser, { cwd, argv: ['npm', 'start', '--', '--port', '0'] }, PAGE),
  )
}

/** `vitepress dev` with the same chapters; milliseconds. */
export function measurePeer(browser: Browser): Promise<number> {
  const cwd = installPeer('vitepress')
  for (const made of ['chapters', '.vitepress/cache'])
    rmSync(join(cwd, made), { recursive: true, force: true })
  mkdirSync(join(cwd, 'chapters'))
  for (const name of readdirSync(join(ROOT, 'chapters'))) {
    if (!name.endsWith('.md')) continue
    const text = readFileSync(join(ROOT, 'chapters', name), 'utf8')
    // What stands above a chapter is for us: its YAML is more than VitePress reads.
    writeFileSync(join(cwd, 'chapters', name), text.replace(/^---\n[\s\S]*?\n---\n/, ''))
  }
  return measureOpening(browser, { cwd, argv: ['npx', 'vitepress', 'dev', '--port', '5199'] }, PAGE)
}
