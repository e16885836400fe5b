"use strict";
// What stands around the terminal: its line to the server, words when that is cut, files in and out.
// The terminal itself is the script of textual-serve, loaded once its font is there.
(() => {
  const nonce = document.currentScript.nonce;
  const find = (id) => document.getElementById(id);
  const ENDINGS = {
    1000: ["You have left Case Conference", "Everything that was saved is in the record.", "Sign in again"],
    1009: ["Too much at once", "What was pasted is too large for one message. Paste it in parts, or send it as a file."],
    4001: ["Every place is taken", "As many people as this server takes are here already. Try again in a few minutes."],
    4002: ["Signed out", "Nothing was typed for a long time, so this session was ended. What stood in a form is kept as a draft."],
    4003: ["The server is being restarted", "What stood in a form is kept as a draft. Come back in a minute."],
    4004: ["Case Conference had to stop", "There is a fault in the program, or the record is damaged: the server's log says which. What stood in a form is kept as a draft. Tell whoever looks after the server what time it was."],
    4005: ["Case Conference did not answer", "This session was ended. Everything that was saved is safe, and what stood in a form is kept as a draft."],
    4007: ["Nobody signed in", "This page waits only a few minutes for that. Nothing is lost."],
    4008: ["Others came to sign in", "Many are at the door just now, and this page had waited longest. Nothing is lost. Sign in in one go."],
  };
  const LOST = ["The connection was lost", "What stood in a form is kept as a draft. Sign in again, and you are back where you were."];
  let isOpen = false;

  // A style that the terminal makes for itself carries the page's mark, as its policy asks.
  const make = document.createElement.bind(document);
  document.createElement = (name, options) => {
    const made = make(name, options);
    if (String(name).toLowerCase() === "style") made.nonce = nonce;
    return made;
  };

  const focusTerminal = () => {
    const keys = document.querySelector(".xterm-helper-textarea");
    if (keys && !document.querySelector("dialog[open]")) keys.focus();
  };

  function notice(words) {
    find("notice").textContent = words;
    find("notice").hidden = !words;
  }

  function ended(code) {
    isOpen = false;
    notice("");
    if (find("sending").open) find("sending").close();
    const [title, words, button] = ENDINGS[code] || LOST;
    find("ended-title").textContent = title;
    find("ended-words").textContent = words;
    find("back").textContent = button || "Come back";
    if (!find("ended").open) find("ended").showModal();
    find("back").focus();
  }

  // A download is a link that is followed: no window opens, so none is blocked.
  function download(key) {
    const link = make("a");
    link.href = "/download/" + encodeURIComponent(key);
    link.download = "";
    document.body.append(link);
    link.click();
    link.remove();
  }

  function openPage(url) {
    const there = new URL(url, location.href);
    if (there.origin === location.origin && there.pathname.startsWith("/send/")) openSending(there.pathname);
    else if (there.protocol === "https:" || there.protocol === "http:") window.open(there.href, "_blank", "noopener");
  }

  // The line: what concerns the page is taken here, the rest is the terminal's.
  class Line extends WebSocket {
    constructor(url) {
      super(url);
      this.addEventListener("open", () => {
        isOpen = true;
        setTimeout(focusTerminal, 0);
      });
      this.addEventListener("close", (event) => ended(event.code));
      this.addEventListener("message", (event) => {
        if (typeof event.data !== "string") return;
        const [kind, content] = JSON.parse(event.data);
        if (kind === "notice") notice(content);
        else if (kind === "deliver_file_start") download(content);
        else if (kind === "open_url") openPage(content.url);
        else return;
        event.stopImmediatePropagation();
      });
    }
    send(data) {
      if (this.readyState === WebSocket.OPEN) super.send(data);
    }
  }
  window.WebSocket = Line;

  // Sending files.
  function openSending(path) {
    find("sending-form").action = path;
    find("sending-form").reset();
    find("sending-words").textContent = "";
    if (!find("sending").open) find("sending").showModal();
    find("sending-file").focus();
  }
  find("sending-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    find("sending-words").textContent = "Sending…";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "text/plain" },
      });
      find("sending-words").textContent = await answer.text();
      if (answer.ok) find("sending").close();
    } catch {
      find("sending-words").textContent = "The file could not be sent. Check the connection and try again.";
    }
    button.disabled = false;
  });
  find("sending-close").addEventListener("click", () => find("sending").close());
  find("sending").addEventListener("close", focusTerminal);

  // Coming back.
  find("ended").addEventListener("cancel", (event) => event.preventDefault());
  find("back").addEventListener("click", async () => {
    find("back-words").textContent = "";
    try {
      await fetch("/health", { cache: "no-store" });
      location.reload();
    } catch {
      find("back-words").textContent = "The server cannot be reached yet. Check the network and try again.";
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (isOpen) event.preventDefault();
  });
  window.addEventListener("focus", focusTerminal);
  document.addEventListener("click", () => setTimeout(focusTerminal, 0));

  // The terminal measures its letters once: the font has to be there before.
  const scheme = location.protocol === "https:" ? "wss://" : "ws://";
  find("terminal").dataset.sessionWebsocketUrl = scheme + location.host + "/ws";
  const faces = ["16px", "bold 16px", "italic 16px"].map((one) => document.fonts.load(one + ' "Roboto Mono"'));
  const loaded = new Promise((done) => {
    if (document.readyState === "complete") done();
    else window.addEventListener("load", done, { once: true });
  });
  Promise.all([loaded, Promise.allSettled(faces)]).then(() => {
    history.replaceState(null, "", location.pathname);
    const script = make("script");
    script.src = "/static/textual.js";
    script.addEventListener("load", () => window.onload());
    script.addEventListener("error", () => ended(1006));
    document.body.append(script);
  });
})();
