import { findNesting, isRedirected, readWords, type ShellWord } from '../files/shell-words.ts'
import { isDataName } from './data-file.ts'
import type { Problem } from './types.ts'

/** A call of one of the repository's own scripts in a shell line, word for word. */
export interface NpmCall {
  readonly start: number
  /** Behind its last word. */
  readonly end: number
  readonly script: string
  /** What npm is told in between, beside to be silent. */
  readonly options: readonly ShellWord[]
  readonly isSilent: boolean
  /** Behind the script's name: before `--`, and behind it. */
  readonly own: readonly ShellWord[]
  readonly rest: readonly ShellWord[]
  readonly dashes: ShellWord | undefined
  /** What it prints goes on into a pipe, a file or another command. */
  readonly isCaptured: boolean
}

const SILENT = new Set(['-s', '--silent'])
const RUN = new Set(['run', 'run-script', 'rum', 'urn'])
const ALONE = new Set(['start', 'test', 't', 'tst'])

export function readNpmCalls(line: string): NpmCall[] {
  return [...line.matchAll(/(?<![\w./-])npm(?=[ \t])/g)].flatMap(({ index }) => {
    const nesting = findNesting(line, index)
    const words = readWords(line, index, nesting)
    const isOption = ({ text }: ShellWord) => text.startsWith('-')
    const run = words.findIndex((word, at) => at > 0 && !isOption(word))
    const verb = words[run]?.text ?? ''
    const at = ALONE.has(verb)
      ? run
      : words.findIndex((word, place) => place > run && !isOption(word))
    if (run === -1 || at === -1 || !(ALONE.has(verb) || RUN.has(verb))) return []
    const between = words.slice(1, at).filter(isOption)
    const behind = words.slice(at + 1)
    const dashes = behind.findIndex(({ text }) => text === '--')
    const own = dashes === -1 ? behind : behind.slice(0, dashes)
    const end = words.at(-1)?.end ?? index
    return [
      {
        start: index,
        end,
        script: words[at]?.text ?? '',
        options: between.filter(({ text }) => !SILENT.has(text)),
        isSilent: between.some(({ text }) => SILENT.has(text)),
        own,
        rest: dashes === -1 ? [] : behind.slice(dashes + 1),
        dashes: behind[dashes],
        isCaptured: nesting.isSubstituted || isRedirected(line, words[at]?.end ?? end),
      },
    ]
  })
}

/** npm takes what begins with a dash for its own, wherever it stands before `--`. */
function isTaken({ text }: ShellWord): boolean {
  return /^-./.test(text)
}

/** The chapter and the program that a call names, and the words that the program gets. */
export interface ProgramCall {
  readonly chapter: ShellWord
  readonly file: ShellWord
  readonly words: readonly ShellWord[]
}

/** Nothing when it runs no single program, or a whole other course's. */
export function readProgramCall({ script, own, rest }: NpmCall): ProgramCall | undefined {
  const [chapter, file, ...words] = [...own.filter((word) => !isTaken(word)), ...rest]
  if (script !== 'chapter' || chapter === undefined || file === undefined) return undefined
  const isProgram = /^[a-z0-9-]+\.ts$/.test(file.text) || isDataName(file.text)
  return /^\d+$/.test(chapter.text) && isProgram ? { chapter, file, words } : undefined
}

type Complaint = Pick<Problem, 'fact' | 'remedy'>

/** What npm would make of a line otherwise than a scene does, with what to type instead. */
export function judgeNpmCalls(line: string): Complaint[] {
  return readNpmCalls(line).flatMap((call) => {
    const program = readProgramCall(call)
    if (program === undefined) return [describeOther(call)]
    const taken = [...call.options, ...call.own.filter(isTaken)]
    const [first] = taken
    if (first !== undefined) {
      const fact = `ключ ${first.raw} достался бы npm, а не программе`
      return [{ fact, remedy: `Пишите: ${spell(program, taken, call.isSilent)}` }]
    }
    if (!call.isCaptured || call.isSilent) return []
    const fact = 'вывод программы уходит не в терминал, а npm добавит к нему свои строки'
    return [{ fact, remedy: `Пишите: ${spell(program, [], true)}` }]
  })
}

function spell(
  { chapter, file, words }: ProgramCall,
  taken: readonly ShellWord[],
  isSilent: boolean,
): string {
  const own = words.filter((word) => !isTaken(word)).map(({ raw }) => raw)
  const keys = [...taken, ...words.filter(isTaken)].map(({ raw }) => raw)
  const command = ['npm run', ...(isSilent ? ['-s'] : []), 'chapter', chapter.raw, file.raw, ...own]
  return [...command, ...(keys.length === 0 ? [] : ['--', ...keys])].join(' ')
}

function describeOther({ script }: NpmCall): Complaint {
  const fact =
    script === 'chapter'
      ? 'в сцене «npm run chapter» запускает одну программу главы, а здесь не видно какую'
      : `«npm run ${script}» в сцене не запускается: она идёт не в корне репозитория`
  return { fact, remedy: 'Пишите: npm run chapter N программа.ts' }
}
