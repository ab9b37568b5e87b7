/** Where a course is kept, and what a reader may do there. */
export interface Repository {
  readonly home: string
  /** The address where a file of the course's folder is edited. */
  readonly edit: (file: string) => string
  /** The address where a mistake is reported. */
  readonly report: (title: string) => string
}

/**
 * Reads an address as its author copies it: of the repository, or better of the folder of chapters
 * in it (`https://github.com/owner/name/tree/main/chapters`), with its branch. Hosts that are made
 * like GitHub, GitLab and Gitea are known by their paths.
 * @param folder the name of the folder of chapters, where the address does not tell it
 */
export function readRepository(address: string, folder: string): Repository {
  const clean = address.replace(/\/+$|\.git$/g, '')
  const [, home = clean, kind = '', place = `main/${folder}`] =
    /^(.*?)\/(-\/tree|tree|src\/branch)\/(.+)$/.exec(clean) ?? []
  const isGitLab = kind === '-/tree' || new URL(home).hostname.startsWith('gitlab.')
  const [edit, issues, field] = isGitLab
    ? ['-/edit', '-/issues/new', 'issue[title]']
    : [kind === 'src/branch' ? '_edit' : 'edit', 'issues/new', 'title']
  return {
    home,
    edit: (file) => `${home}/${edit}/${place}/${encodeURI(file)}`,
    report: (title) => `${home}/${issues}?${encodeURI(field)}=${encodeURIComponent(title)}`,
  }
}
