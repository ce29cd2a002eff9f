// Files in and out: opening and dropping, downloading and copying.

import { byId, say } from "./dom.js";

const FORMATS = { txt: "text", text: "text", md: "markdown", markdown: "markdown", mdx: "markdown", html: "html", htm: "html",
  xhtml: "html", yaml: "yaml", yml: "yaml", json: "yaml" };
const PACKED = { docx: "a Word document", doc: "a Word document", odt: "a text document", pdf: "a PDF", rtf: "a rich text document" };

/** The words of some bytes: UTF-8, UTF-16 with its mark, else Windows-1252, as candour reads files. */
function decoded(bytes) {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  if (marked) return new TextDecoder(marked).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Reads a file. Answers its name, words, format and line ends; throws what is to be told. */
export async function readFile(file, most) {
  const ending = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
  if (PACKED[ending]) {
    throw new Error(`${file.name} is ${PACKED[ending]}, which cannot be edited here. Copy its text and paste it, or save it as a web page.`);
  }
  if (file.size > most) throw new Error(`${file.name} is larger than this page takes (${Math.floor(most / 1024)} kB).`);
  const words = decoded(new Uint8Array(await file.arrayBuffer()));
  if (words.includes("\0")) throw new Error(`${file.name} holds no text.`);
  const format = FORMATS[ending] ?? (ending ? "named" : "text");
  return { name: file.name, words: words.replace(/\r\n?/g, "\n"), format, crlf: words.includes("\r\n") };
}

/** Calls `take` with a file that is dropped on the page or chosen. */
export function connect(take) {
  const box = byId("editor");
  const files = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!files(event)) return;
      event.preventDefault();
      box.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) box.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    box.classList.remove("over");
    if (!files(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  const input = byId("file");
  byId("open").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    if (input.files[0]) take(input.files[0]);
    input.value = "";
  });
}

/** Menus close on Escape, and when the focus leaves them. */
export function menus() {
  for (const menu of document.querySelectorAll("details.menu")) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      event.stopPropagation();
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
    });
    document.addEventListener("pointerdown", (event) => { if (!menu.contains(event.target)) menu.open = false; });
    menu.addEventListener("click", (event) => {
      if (!event.target.closest("button")) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}

const ENDINGS = { markdown: "findings.md", csv: "findings.csv", json: "findings.json", register: "register.csv",
  claims: "claims.json", notice: "notice.yaml" };

/** What a report of a draft is called. */
export const nameOf = (draft, to) => `${(draft || "draft").replace(/\.[^.]+$/, "")}.${ENDINGS[to]}`;

/** Hands some words to the browser as a file. */
export function download(name, words, kind) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([words], { type: kind }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  say(`${name} was handed to the browser`);
}
