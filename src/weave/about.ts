/** The course's name and what it is, as its front page and search engines say it. */
export const COURSE = {
  title: 'Живые сокеты',
  description:
    'Курс о сетевых сокетах на TypeScript: от первого сервера до цикла событий. Каждая программа на этих страницах запускалась по-настоящему: вы читаете то, что она напечатала, и видите проверки того, что о ней сказано.',
} as const
