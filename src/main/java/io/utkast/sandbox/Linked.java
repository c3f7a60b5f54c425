package io.utkast.sandbox;

/** What a link did: the contact, the contact that has the utk (the first one keeps it), how many events moved. */
record Linked(String contactId, String ownerId, int attached) {}
