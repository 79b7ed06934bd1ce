// The answers have arrived: nothing stays on this device.

import { clear } from "./answers/store.js";

const receipt = document.getElementById("answer-receipt");
sessionStorage.removeItem("answer-link");
if (receipt && window.isSecureContext) clear(receipt.dataset.answers);
