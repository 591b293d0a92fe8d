import { listenForKeys } from "./keys.js";
import { tickTimes } from "./times.js";
import { watchConnection } from "./connection.js";
import { listenForChoices } from "./choices.js";

listenForKeys();
listenForChoices();
tickTimes();
watchConnection();
