/** A point of a chapter's text. Lines and columns count from 1. */
export interface Place {
  /** The path as its author would type it: relative to the current folder where possible. */
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A mistake of the course's author: where it is, what is so, what to do about it. */
export interface Problem {
  readonly place: Place
  readonly fact: string
  readonly remedy: string
}

/** A folder of chapters. */
export interface Course {
  /** Names the course's own folder in `build/`: unique for each chapters folder. */
  readonly id: string
  /** The absolute path of the folder that holds the chapters. */
  readonly folder: string
  readonly chapters: readonly Chapter[]
  /** The folder's `README.md`: the course's name, and what its front page says. */
  readonly cover?: Chapter
}

/** One file `NN-slug.md`. */
export interface Chapter {
  readonly number: number
  /** The file's name without `.md`: `04-life`. */
  readonly slug: string
  /** The path as shown in messages. */
  readonly file: string
  /** The absolute path. */
  readonly path: string
  /** The text with LF line ends and no byte order mark; line N is line N of the file. */
  readonly text: string
  /** The text of the first `#` heading, without markup. */
  readonly title: string
  readonly part?: string
  readonly summary?: string
  /** How many minutes its core path may take; of the cover: that of every chapter. */
  readonly minutes?: number
  /** Of a cover: where the course is kept, an address. */
  readonly repository?: string
  /** Of a cover: on which terms it is given. */
  readonly license?: string
  /** What the chapter undertakes to settle. */
  readonly claims: readonly Claim[]
  /** Words that it explains; each stands in bold where it does so. */
  readonly terms: readonly Term[]
  /** Every fence of the chapter, in order. */
  readonly blocks: readonly Block[]
  readonly scenes: readonly Scene[]
  readonly tasks: readonly Task[]
  /** Programs of earlier chapters that it uses, and those that they need. */
  readonly borrowed: readonly Borrowed[]
}

/** A program of an earlier chapter. */
export interface Borrowed {
  /** The chapter that has it: its slug, number and title. */
  readonly slug: string
  readonly number: number
  readonly title: string
  readonly file: string
  readonly parts: readonly ProgramBlock[]
  /** The files beside it, which it may read. */
  readonly data: readonly ShownBlock[]
  /** The chapter itself names it; else only what it has borrowed does. */
  readonly named: boolean
}

/** An exercise with all that belongs to it. */
export interface Task {
  readonly number: number
  /** The program that the reader starts from; some of the checks must fail on it. */
  readonly starter: ProgramBlock
  /** What takes its place; all checks must pass. */
  readonly solution: SolutionBlock
  readonly checks: readonly CheckBlock[]
}

/** A statement about behaviour, as it is commonly put, with a number of its own. */
export interface Claim {
  /** `1.15` */
  readonly number: string
  readonly verdict: Verdict
  /** What is commonly said, in a line. */
  readonly text?: string
  /** No experiment can settle it: the chapter names a source instead. */
  readonly history: boolean
  readonly place: Place
}

/** A word of the course's own glossary. */
export interface Term {
  /** As a dictionary has it: `полузакрытие`. */
  readonly word: string
  /** What it means, in one sentence. */
  readonly meaning: string
  readonly place: Place
}

/** В: true; О: true with a reservation; Н: false. */
export type Verdict = 'В' | 'О' | 'Н'

interface Fence {
  readonly chapter: string
  /** Where the opening fence stands; the content starts on the next line. */
  readonly place: Place
  /** The content without the fence's own lines. */
  readonly lines: readonly string[]
}

export type Block =
  | ProgramBlock
  | CheckBlock
  | SolutionBlock
  | ErrorBlock
  | ConsoleBlock
  | MutantBlock
  | MatrixBlock
  | ShownBlock

/** ` ```ts file=NAME `: grows a program; `diff` names the program that it is a changed copy of. */
export interface ProgramBlock extends Fence {
  readonly kind: 'program'
  readonly file: string
  readonly diff?: string
  /** The task whose starting program it is. */
  readonly task?: number
}

/** ` ```ts check `: vitest tests. */
export interface CheckBlock extends Fence {
  readonly kind: 'check'
  /** The task that they check. */
  readonly task?: number
}

/** ` ```ts solution=1 `: the whole program that solves a task. */
export interface SolutionBlock extends Fence {
  readonly kind: 'solution'
  readonly task: number
}

/** ` ```ts error=2322,2345 `: must fail to compile, with just these codes. */
export interface ErrorBlock extends Fence {
  readonly kind: 'error'
  readonly codes: readonly number[]
}

/** ` ```console `: a part of one terminal of a scene. */
export interface ConsoleBlock extends Fence {
  readonly kind: 'console'
  readonly scene?: string
  readonly terminal?: number
  /** The status of the block's last command. */
  readonly exit: number
  /** Seconds that the whole scene may take. */
  readonly limit?: number
  readonly unordered: boolean
  /** Under the scene stands a picture of what its programs really did. */
  readonly picture: boolean
  /** How far a printed duration may be from the recorded one, as a fraction of it. */
  readonly tolerance?: number
  readonly items: readonly ConsoleItem[]
}

export type ConsoleItem = CommandItem | TypedItem | OutputItem

/** `$ command` */
export interface CommandItem {
  readonly kind: 'command'
  readonly place: Place
  readonly text: string
}

/** What is pressed together with Ctrl. */
export type Key = 'C' | 'D' | ']'

/** `> text`: a line that the reader types, or one key: `^C`, `^D`, `^]`. */
export interface TypedItem {
  readonly kind: 'typed'
  readonly place: Place
  readonly text: string
  readonly key?: Key
}

/** A line that a program prints; `open` when no line end follows it (a prompt). */
export interface OutputItem {
  readonly kind: 'output'
  readonly place: Place
  readonly text: string
  readonly open: boolean
}

/** ` ```diff mutant=NAME breaks="title" `: a breakage that the named checks must notice. */
export interface MutantBlock extends Fence {
  readonly kind: 'mutant'
  readonly name: string
  /** The program that it breaks; needed only where the removed lines stand in several. */
  readonly file?: string
  /** Titles of the checks that must go red, all others staying green. */
  readonly breaks: readonly string[]
}

/** ` ```matrix `, empty: the page puts here what every server of the course made of every fault. */
interface MatrixBlock extends Fence {
  readonly kind: 'matrix'
}

/** Any other language: shown, never run. */
export interface ShownBlock extends Fence {
  readonly kind: 'shown'
  readonly language: string
  /** The name of the file that it is a piece of, and that lies beside the chapter's programs. */
  readonly file?: string
}

/** Terminals that run together. */
export interface Scene {
  /** Unique in its chapter: the name given by the author, or `line-57`. */
  readonly id: string
  readonly place: Place
  /** Seconds. */
  readonly limit: number
  readonly cells: readonly Cell[]
}

/** Console blocks that stand together; a cell starts when all of the one before has been printed. */
export interface Cell {
  readonly parts: readonly CellPart[]
}

export interface CellPart {
  /** Counts from 1 in the order of first appearance. */
  readonly terminal: number
  readonly block: ConsoleBlock
}
