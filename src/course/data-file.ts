/** Languages of files that programs and commands may need beside them; code is not among them. */
export const DATA_LANGUAGES: ReadonlySet<string> = new Set(
  'text txt json csv tsv yaml yml toml ini xml html http conf pem sql'.split(' '),
)

/** What the engine itself keeps in the folder of a chapter's programs. */
const TAKEN = /^(?:package|built|evidence|types|pages|tsconfig\b.*)\.json$|\.[cm]?[jt]sx?$|\.map$/

/** `request.txt`, `hosts.local.conf`: the name says that it is a file, and nobody else's. */
export function isDataName(value: string | undefined): value is string {
  return (
    value !== undefined &&
    /^(?=.{1,100}$)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+$/.test(value) &&
    !TAKEN.test(value)
  )
}
