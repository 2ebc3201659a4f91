/* Saves a shortcut as the shell of Windows (or wine) does: make_lnk SHORTCUT TARGET DESCRIPTION. */
#define COBJMACROS
#include <windows.h>
#include <shlobj.h>

int wmain(int count, WCHAR **words)
{
    IShellLinkW *link;
    IPersistFile *file;
    if (count != 4 || FAILED(CoInitialize(NULL)))
        return 2;
    if (FAILED(CoCreateInstance(&CLSID_ShellLink, NULL, CLSCTX_INPROC_SERVER, &IID_IShellLinkW, (void **)&link)))
        return 1;
    IShellLinkW_SetPath(link, words[2]);
    IShellLinkW_SetDescription(link, words[3]);
    if (FAILED(IShellLinkW_QueryInterface(link, &IID_IPersistFile, (void **)&file)))
        return 1;
    return FAILED(IPersistFile_Save(file, words[1], TRUE));
}
