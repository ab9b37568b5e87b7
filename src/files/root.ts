import { resolve } from 'node:path'

/** The repository's own root: the folder that holds package.json. */
export const ROOT = resolve(import.meta.dirname, '../..')
