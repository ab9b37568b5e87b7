import { findMeant } from './near-miss.ts'
import { BLANK, nameForeign } from './odd-characters.ts'
import type { Problem } from './types.ts'

type Complaint = Pick<Problem, 'fact' | 'remedy'>

const UNCHECKED = new Set(
  'js javascript typescript tsx jsx mts cts mjs cjs esm node nodejs node.js node-js deno bun es es5 es6 esnext ecma ecmascript jscript ts-node tsnode typescriptreact javascriptreact vue svelte astro'.split(
    ' ',
  ),
)

/** Terminals of other tools: they are shown, and nobody runs them. */
const SESSIONS = new Set(
  'shellsession shell-session sh-session bash-session zsh-session terminal term tty session doscon ps1con pwsh-session console-session shellconsole pycon python-console ipython irb'.split(
    ' ',
  ),
)

/** Languages of a command, or of no language at all: a `$ ` in them is a terminal of nobody. */
const SHELLS = new Set(
  ' text txt plain plaintext sh bash zsh fish shell ksh dash ash csh output out log ansi bat batch cmd powershell pwsh ps1'.split(
    ' ',
  ),
)

/** Why blocks of this language may not stand in a chapter; nothing when they may. */
export function judgeLanguage(written: string): Complaint | undefined {
  const language = written.toLowerCase()
  if (written !== '' && !/^[\w][\w+#.-]*$/.test(written)) return describeSpelling(written)
  if (UNCHECKED.has(language)) {
    const fact = `блок «${language}» обошёл бы компилятор`
    return { fact, remedy: 'Пишите ts file=имя.ts, ts check или ts error=код.' }
  }
  if (SESSIONS.has(language)) {
    const fact = `терминал «${language}» никто не запускает`
    return { fact, remedy: 'Пишите console: тогда его команды выполнит сборка.' }
  }
  const meant = findMeant(language)
  if (meant === undefined) return undefined
  const fact = `язык «${language}» незнаком: такой блок никто не проверит`
  return { fact, remedy: `Это опечатка? Пишите ${meant}. Для простого текста есть text.` }
}

/** `{.console}`, `console{1}`, `console,ignore`, `сonsole` with a Cyrillic letter. */
function describeSpelling(written: string): Complaint {
  const foreign = nameForeign(written)
  if (foreign !== '') {
    const fact = `язык «${written}» написан не латиницей (${foreign}): такой блок никто не проверит`
    return { fact, remedy: 'Пишите его латиницей: console, ts, text.' }
  }
  const word = /[a-z][\w+#.-]*/i.exec(written)?.[0] ?? 'text'
  const fact = `язык «${written}» написан по правилам другой программы: такой блок никто не проверит`
  const remedy = `Язык — одно слово, ключи стоят за ним через пробел: ${word} ключ=значение.`
  return { fact, remedy }
}

/** Their own lines begin so: Markdown shows other blocks, TeX has formulas. */
const DOLLARED = new Set('md markdown mdx tex latex diff'.split(' '))

const PROMPT = new RegExp(`^[${BLANK}]*[$\\uFF04\\uFE69][${BLANK}]`, 'u')

/** As other shells ask: `user@host:~$ `, `[user@host ~]$ `, `% `, `❯ `, `➜ ~ `, `PS C:\\> `, `>>> `. */
const FOREIGN_PROMPT = new RegExp(
  [
    '[\\w.-]+@[\\w.-]+:[^\\s$#]*[$#] ',
    '\\[[\\w.-]+@[\\w.-]+ [^\\]]*\\][$#] ',
    '% [a-z./]',
    '[\\u276F\\u279C] ',
    'PS(?: [^>]*)?> ?\\w',
    '[A-Za-z]:\\\\[^>]*> ?\\w',
    '>>> \\S',
  ]
    .map((one) => `^[${BLANK}]*${one}`)
    .join('|'),
  'u',
)

const PROGRAM_CALL = /^\s*npm run (?:-s |--silent )?chapter \d+ \S/

/** What stands below a command in a list of commands: another one, a comment, a setting, nothing. */
const COMMAND_LINE = /^\s*(?:$|#|[a-z./~(][\w./-]*(?:\s|$|\()|\w+=|[|&;)}\\])/

/**
 * The first line of a block that shows a terminal which nobody runs: its index.
 * @param isFile what stands in a file of data may begin in any way
 */
export function findIdleCommand(
  language: string,
  lines: readonly string[],
  isFile = false,
): number {
  const isShell = SHELLS.has(language)
  if (DOLLARED.has(language) || (isFile && !isShell)) return -1
  const isSession = isShell || language === 'python' || language === 'py'
  return lines.findIndex((line, index) => {
    if (PROMPT.test(line) || (isSession && !isFile && FOREIGN_PROMPT.test(line))) return true
    // A program that is called, with what it prints.
    return !isFile && PROGRAM_CALL.test(line) && !COMMAND_LINE.test(lines[index + 1] ?? '')
  })
}
