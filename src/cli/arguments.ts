import { dirname, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { keepEngine } from '../files/engine.ts'
import { ROOT } from '../files/root.ts'
import { UsageError } from './errors.ts'
import { explain } from './explain.ts'
import { awaitSignal } from './last-signal.ts'
import { requireTemporary } from './temporary.ts'

/** What every command knows. */
export interface Options {
  /** The folder of chapters, absolute. */
  readonly chapters: string
  /** Where the site goes, absolute. */
  readonly out: string
  readonly values: Values
  readonly words: readonly string[]
  /** What stands behind the command's own words. */
  readonly rest: readonly string[]
}

type Values = Readonly<Record<string, string | boolean | undefined>>

interface CommandSpec {
  readonly usage: string
  /** How many words may stand without a dash. */
  readonly words?: number
  /** Whether what stands behind those words belongs to somebody else, dashes and all. */
  readonly rest?: boolean
  /** Options beyond `--chapters`, `--out` and `--help`. */
  readonly options?: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>
  /** Its own options are understood also where a `--` was forgotten and npm has taken them. */
  readonly returned?: boolean
}

/**
 * Parses the arguments, runs the body, and turns what comes of it into an exit code. Scripts exit
 * with it at once: nothing that a library may still hold open keeps a finished command alive.
 */
export async function runCommand(
  spec: CommandSpec,
  body: (options: Options) => Promise<number>,
): Promise<number> {
  keepEngine()
  endWithWords(spec)
  const status = await attempt(spec, body)
  // What was printed last may not have arrived: that is told in the next turn.
  await setImmediate()
  return status
}

/** Whatever ends the process from outside, or from nowhere that awaits it. */
function endWithWords(spec: CommandSpec): void {
  // The terminal was closed.
  process.once('SIGHUP', () => process.exit(129))
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  let isEnding = false
  const end = async (error: unknown) => {
    // The first counts: what follows from it is noise.
    if (isEnding) return
    isEnding = true
    process.exit(await tell(error, spec))
  }
  process.on('uncaughtException', end).on('unhandledRejection', end)
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // Nobody reads on (`npm run chapter | head -1`): as a shell tells of whom SIGPIPE has ended.
      if (error.code === 'EPIPE') process.exit(141)
      end(error)
    })
  }
}

async function tell(error: unknown, { usage }: CommandSpec): Promise<number> {
  await awaitSignal(error)
  const { text, status } = explain(error, usage)
  process.stderr.write(text)
  return status
}

async function attempt(
  spec: CommandSpec,
  body: (options: Options) => Promise<number>,
): Promise<number> {
  try {
    const options = readOptions(spec)
    if (options.values.help !== true) {
      requireTemporary()
      return await body(options)
    }
    process.stdout.write(`${spec.usage}\n`)
    return 0
  } catch (error) {
    return await tell(error, spec)
  }
}

function readOptions(spec: CommandSpec): Options {
  refuseTaken(spec)
  const { own, rest } = split(takeBack(process.argv.slice(2), spec), spec)
  const { values, positionals: words } = parse(own, spec)
  const read = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
  return {
    chapters: resolvePath(read('chapters'), 'chapters'),
    out: resolvePath(read('out'), 'site/dist'),
    values,
    words,
    rest,
  }
}

function listOptions({ options = {} }: CommandSpec) {
  return {
    chapters: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    ...options,
  } as const
}

/** Without a `--` of its own before them npm takes options for its own, and we never see them. */
function refuseTaken(spec: CommandSpec): void {
  const own = spec.returned === true ? Object.keys(spec.options ?? {}) : []
  const names = Object.keys(listOptions(spec)).filter((n) => n !== 'help' && !own.includes(n))
  const taken = names.find((name) => (process.env[`npm_config_${name}`] ?? '') !== '')
  if (taken === undefined) return
  const command = process.env.npm_lifecycle_event === 'start' ? 'npm start' : 'npm run …'
  throw new UsageError(
    `Ключ --${taken} достался npm. Поставьте перед ключами ещё «--»: ${command} -- --${taken} …`,
  )
}

/**
 * npm tells of an option that it has taken as `true` and leaves us what stood behind it: that is the
 * option's value then, as it is the last word.
 */
function takeBack(args: readonly string[], { returned, options = {} }: CommandSpec): string[] {
  const all = [...args]
  for (const [name, { type }] of Object.entries(returned === true ? options : {})) {
    const taken = process.env[`npm_config_${name}`] ?? ''
    if (taken === '') continue
    if (type === 'boolean') all.unshift(`--${name}`)
    else all.unshift(`--${name}=${taken === 'true' ? (all.pop() ?? '') : taken}`)
  }
  return all
}

/** Finds where the command's own words end. */
type Token = NonNullable<ReturnType<typeof readTokens>>[number]
type OptionToken = Extract<Token, { readonly kind: 'option' }>

/** Not strict: what is wrong is told by its token, not by the words of Node's own complaint. */
function readTokens(args: readonly string[], spec: CommandSpec) {
  const options = listOptions(spec)
  return parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens
}

/** Finds where the command's own words end. */
function split(args: readonly string[], spec: CommandSpec): { own: string[]; rest: string[] } {
  if (spec.rest !== true) return { own: [...args], rest: [] }
  const words = readTokens(args, spec).filter((token) => token.kind === 'positional')
  const last = words[(spec.words ?? 0) - 1]
  const end = last === undefined ? args.length : last.index + 1
  return { own: args.slice(0, end), rest: args.slice(end) }
}

function parse(args: string[], spec: CommandSpec): { values: Values; positionals: string[] } {
  const { words = 0 } = spec
  const tokens = readTokens(args, spec)
  const options = tokens.filter((token) => token.kind === 'option')
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  const [slip] = options.flatMap((token) => findSlip(token, listOptions(spec)))
  if (slip !== undefined) throw new UsageError(slip)
  if (words === 0 && positionals[0] !== undefined)
    throw new UsageError(`Лишнее слово «${positionals[0]}»`)
  if (positionals.length > words) throw new UsageError('Слишком много слов в команде')
  const values = Object.fromEntries(options.map(({ name, value }) => [name, value ?? true]))
  return { values, positionals }
}

/** What is wrong with a key. */
function findSlip(
  { name, rawName, value, inlineValue }: OptionToken,
  known: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>,
): string[] {
  if (!Object.hasOwn(known, name)) return [`Незнакомый ключ ${rawName}`]
  if (known[name]?.type === 'boolean')
    return value === undefined ? [] : [`Ключ ${rawName} не берёт значения`]
  // What begins with a dash is the next key, unless it stands behind a sign of equality.
  const isNext = inlineValue === false && /^-./.test(value ?? '')
  return value === undefined || isNext ? [`Ключу ${rawName} не хватает значения`] : []
}

/** A path as typed: npm changes to the repository's root, but tells where the user stood. */
function resolvePath(path: string | undefined, byDefault: string): string {
  if (path === undefined) return resolve(ROOT, byDefault)
  const { INIT_CWD, npm_package_json: manifest } = process.env
  const byNpm = manifest !== undefined && dirname(manifest) === ROOT && process.cwd() === ROOT
  return resolve(byNpm ? (INIT_CWD ?? '.') : '.', path)
}
