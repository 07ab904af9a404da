"""The walk from an empty municipality to a closed route, scene by scene, through pages only."""
