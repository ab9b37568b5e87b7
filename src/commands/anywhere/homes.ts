/** Where a clone of the course may lie, and who runs it there with what around him. */
export interface Home {
  readonly name: string
  /** Below a temporary folder. */
  readonly folder: string
  /** The clone is entered through a link of this name. */
  readonly link?: string
  readonly user: User
  readonly environment: Surroundings
}

/** `own` is who runs the command; `ordinary` has no rights beyond its own files. */
type User = 'own' | 'ordinary'

/** `own`: the terminal's variables; `empty`: none but PATH; `large`: hundreds of kilobytes more. */
type Surroundings = 'own' | 'empty' | 'large'

/** Letters as in the path of a real clone: neither short nor to be taken for anything else. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqr'

export const HOMES: readonly Home[] = [
  { name: 'короткая', folder: 'c', user: 'own', environment: 'own' },
  { name: 'длинная', folder: `${LETTERS}/project`, user: 'ordinary', environment: 'large' },
  {
    name: 'глубокая',
    folder: `${`${LETTERS}/`.repeat(5)}project`,
    user: 'own',
    environment: 'empty',
  },
  { name: 'пробел', folder: 'my course', user: 'ordinary', environment: 'empty' },
  { name: 'кириллица', folder: 'курс', user: 'own', environment: 'large' },
  { name: 'ссылка', folder: 'real', link: 'link', user: 'ordinary', environment: 'own' },
  { name: 'решётка', folder: 'c#', user: 'own', environment: 'empty' },
  { name: 'процент', folder: 'p%20x', user: 'ordinary', environment: 'large' },
  { name: 'оболочка', folder: `it's $HOME & "co"`, user: 'own', environment: 'own' },
]

/** What stands in the way of a course that trusts its reader's terminal too much. */
const HOSTILE = {
  CDPATH: '/',
  COLUMNS: '20',
  HOST: '192.0.2.1',
  NO_COLOR: '1',
  FORCE_COLOR: '1',
  PORT: '1',
  POSIXLY_CORRECT: '1',
  PYTHONWARNINGS: 'error',
  TZ: 'Pacific/Chatham',
}

/**
 * The variables that the course is run with.
 * @param own those of the one who runs us
 * @param home the user's own folder
 */
export function surround(
  kind: Surroundings,
  own: Readonly<Record<string, string | undefined>>,
  home: string,
): Record<string, string | undefined> {
  const { PATH } = own
  if (kind === 'empty') return { PATH }
  // What npm has told us is not true of the other folder.
  const common = Object.entries(own).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name))
  const usual = { ...Object.fromEntries(common), HOME: home }
  if (kind === 'own') return usual
  const many = Array.from({ length: 1500 }, (_, i) => [`COURSE_${i}`, 'x'.repeat(300)] as const)
  return { ...usual, ...HOSTILE, ...Object.fromEntries(many) }
}
