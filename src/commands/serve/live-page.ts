import { createHash } from 'node:crypto'
import { escapeHtml } from '../../weave/html.ts'
import { readSource } from '../../weave/site/source.ts'

/** Where the script lies that each served page ends with. */
export const LIVE_SCRIPT = '/live/script.js'

export async function readLiveScript(): Promise<string> {
  return (await readSource()).live.script
}

/**
 * A page as it is served: its script keeps it as it should be, and shows what is wrong.
 * @param path within the site
 * @param isAlive programs can be run from it
 */
export async function addLiveScript(page: string, path: string, isAlive: boolean): Promise<string> {
  const { live } = await readSource()
  const data = `data-page="${escapeHtml(path)}" data-version="${nameVersion(page)}"`
  const script = `<script src="${LIVE_SCRIPT}" defer ${data}></script>\n${isAlive ? LAB : ''}`
  return `${page}\n<style>${live.style}</style>\n${script}`
}

const LAB = '<script type="module" src="/_lab/lab.js"></script>\n'

/** Tells one state of a page from another. */
export function nameVersion(page: string): string {
  return createHash('sha1').update(page).digest('base64url').slice(0, 12)
}

/** The first page of a course of which there is none yet; what is wrong, the script adds. */
export const WAITING = `<!doctype html>
<html lang="ru">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Сайт собирается</title>
<body style="font:18px/1.6 system-ui;max-width:40rem;margin:20vh auto;padding:0 1rem">
<h1>Сайт собирается</h1>
<p>Главы читаются. Страница откроется сама.</p>
`
