/**
 * One job at a time; whatever is asked for meanwhile becomes one more job.
 * @returns asks for the job; resolves when nothing is left to do
 */
export function createQueue(job: () => Promise<void>): () => Promise<void> {
  let [again, running] = [false, undefined as Promise<void> | undefined]
  const run = async () => {
    while (again) {
      again = false
      await job()
    }
    running = undefined
  }
  return () => {
    again = true
    running ??= run()
    return running
  }
}
