// On every page with a way out but no answers of its own.

import { guard } from "./answers/leaving.js";

if (window.isSecureContext) for (const form of document.querySelectorAll("form[data-leaves]")) guard(form);
