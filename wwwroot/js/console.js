import { listenForKeys } from "./keys.js";
import { tickTimes } from "./times.js";
import { connect, watchConnection } from "./connection.js";
import { listenForChoices } from "./choices.js";
import { keepDecisions } from "./decisions.js";
import { tellActivity } from "./activity.js";
import { openByKey } from "./palette.js";
import { tellWhatWaits } from "./waiting.js";
import { readFromTheTop } from "./cards.js";
import { holdLists } from "./lists.js";
import { keepLengths } from "./lengths.js";
import { showPlaces } from "./places.js";
import { followRuns } from "./follow.js";

listenForKeys();
listenForChoices();
tickTimes();
watchConnection();
keepDecisions();
tellActivity();
openByKey();
tellWhatWaits();
readFromTheTop();
holdLists();
keepLengths();
showPlaces();
followRuns();
connect(); // last: from here on the page can be heard
