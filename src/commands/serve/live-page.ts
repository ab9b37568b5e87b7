import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../files/root.ts'

/** What stands at the end of each served page: it reloads the page and shows what is wrong. */
/** @param isAlive programs can be run from it */
export async function readLiveScript(isAlive: boolean): Promise<string> {
  const [style, script] = await Promise.all(
    ['live.css', 'live.js'].map((name) => readFile(join(ROOT, 'site', name), 'utf8')),
  )
  return `\n<style>${style}</style>\n<script>${script}</script>\n${isAlive ? LAB : ''}`
}

const LAB = '<script type="module" src="/_lab/lab.js"></script>\n'

/** The first page on a fresh machine, until there is a site; what goes on, the script adds. */
export const WAITING = `<!doctype html>
<html lang="ru">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Сайт собирается</title>
<body style="font:18px/1.6 system-ui;max-width:40rem;margin:20vh auto;padding:0 1rem">
<h1>Сайт собирается</h1>
<p>Главы запускаются и проверяются. Страница откроется сама.</p>
`
