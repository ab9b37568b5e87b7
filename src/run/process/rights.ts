import { canIsolateNetwork } from './network-namespace.ts'

/** What is lacking, after «нет», where the system lets nobody have a network of his own. */
export const RIGHTS = 'прав: своей сети эта машина не даёт'

/** How the system, its C library, Python and live-sockets say that something is forbidden. */
const REFUSAL = /\bEPERM\b|\bEACCES\b|Operation not permitted|Permission denied/

/**
 * Whether this is the word of a machine that forbids what a network of one's own would allow: then
 * nobody can say what would have come. Where there are such networks, a refusal means what it says.
 */
export function isRefused(text: string): boolean {
  return REFUSAL.test(text) && !canIsolateNetwork()
}
