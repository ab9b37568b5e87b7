// Everything here adds to pages that are whole without it.
import { offerContents, showHelp } from './page/contents.js'
import { listenToCopying } from './page/copy.js'
import { openDepth } from './page/depth.js'
import { dress } from './page/dress.js'
import { unfoldInPlace } from './page/fold.js'
import { listenToKeys } from './page/keys.js'
import { keepProgress } from './page/progress.js'
import { listenToReplay } from './page/replay.js'
import { offerTerms } from './page/terms.js'
import { switchTheme } from './page/theme.js'
import { markSection } from './page/toc.js'
import { offerTypes } from './page/types.js'
import { offerSearch } from './search/open.js'

switchTheme()
dress(document)
listenToCopying()
unfoldInPlace()
openDepth()
markSection()
keepProgress()
offerContents()
listenToKeys(showHelp)
offerTerms()
offerSearch()
offerTypes()
listenToReplay()
