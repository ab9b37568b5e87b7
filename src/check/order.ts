import type { Proof } from './proof.ts'
import type { SessionModule } from './vitest/session.ts'

/**
 * In what order the modules of chapters are begun: each chapter's variants as soon as they need not
 * wait for its own run, and so many chapters ahead that no worker has to wait for them.
 * @param ahead how many modules run at once
 */
export function inOrderOfReading(
  proofs: readonly Pick<Proof, 'own' | 'variants'>[],
  ahead: number,
): SessionModule[] {
  const owns = proofs.map(({ own }) => (own === undefined ? [] : [own]))
  return [
    ...owns.slice(0, ahead).flat(),
    ...proofs.flatMap(({ variants }, index) => [...variants, ...(owns[index + ahead] ?? [])]),
  ]
}
